import { FormatError } from './format-error'

const DATE =
  /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i
const pad = (text: string | undefined, n = 2) => (text ?? '').padStart(n, '0')

function dateOf([, year, month, day, hour, minute, second, fraction, offset]: RegExpExecArray): number {
  const zone = !offset || /^[a-z]/i.test(offset) ? 'Z' : offset.replace(/^(...)(\d\d)$/, '$1:$2')
  const date = `${year}-${pad(month)}-${pad(day)}`
  const at = Date.parse(
    `${date}T${pad(hour)}:${pad(minute)}:${pad(second)}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}${zone}`,
  )
  // 31 April is 1 May to the engine
  return new Date(`${date}T00:00:00Z`).getUTCDate() === Number(day) ? at : Number.NaN
}

function millisecondsOf(text: string): number {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  if (/^\d{12,13}$/.test(text)) return Number(text)
  const parts = DATE.exec(text)
  return parts ? dateOf(parts) : Number.NaN
}

/**
 * ISO 8601 of a time as tools write it, from 1970 to 9999: a date and time, in UTC where it names no offset, or seconds or milliseconds
 * since 1970 in digits; a number is milliseconds. Null for what is none.
 */
export function instantOrNone(time: string | number): string | null {
  const at = typeof time === 'number' ? time : millisecondsOf(time.trim())
  return at >= 0 && at < 253_402_300_800_000 ? new Date(Math.round(at)).toISOString() : null
}

/** A time as a tool writes it. Throws FormatError. */
export function instantOf(text: string, place: string): string {
  const at = instantOrNone(text)
  if (at === null) throw new FormatError('is not a time', place)
  return at
}
