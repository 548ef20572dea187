import { instant } from '../wire'
import { FormatError } from './format-error'

/** An instant from text or milliseconds since 1970, as the wire takes it; null for what is none. */
export function instantOrNone(time: string | number): string | null {
  const at = new Date(time)
  const text = Number.isNaN(at.getTime()) ? '' : at.toISOString()
  return instant.safeParse(text).success ? text : null
}

/** A time as a tool writes it. One without offset is taken as UTC. Throws FormatError. */
export function instantOf(text: string, place: string): string {
  const at = instantOrNone(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  if (at === null) throw new FormatError('is not a time', place)
  return at
}
