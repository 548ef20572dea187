/** Why something failed. An address that is tried over IPv6 and IPv4 fails twice, with a message that is empty. */
export function causeOf(error: unknown): string {
  const first = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error
  if (!(first instanceof Error)) return String(first)
  return first.message || (first as NodeJS.ErrnoException).code || first.name
}
