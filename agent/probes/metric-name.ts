const LONGEST = 200

/** A name as the wire takes it; of one that is too long the end, which tells tests and spans apart. */
export const asMetricName = (name: string) => {
  const clean = name
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .toWellFormed()
  return clean.length <= LONGEST ? clean : `…${clean.slice(1 - LONGEST)}`.toWellFormed()
}
