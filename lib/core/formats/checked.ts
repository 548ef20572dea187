import * as z from 'zod'
import { FormatError } from './format-error'
import { isRecord, pathText } from './json'

/** A value checked against a schema. Throws FormatError with the place. */
export function checked<T extends z.ZodType>(value: unknown, schema: T, place: string): z.infer<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new FormatError(issue.message, joined(place, pathText(issue.path)))
}

const joined = (place: string, path: string) =>
  place && path && !path.startsWith('[') ? `${place}.${path}` : place + path || 'the document'

/** Far more than a run can hold, for the tools that write one measurement in many entries. */
const MOST_ENTRIES = 100_000

/** A list checked entry by entry, as far as the first that is wrong: of a million, a million faults would be found otherwise. */
export function checkedEach<T extends z.ZodType>(list: unknown[], schema: T, place: string): z.infer<T>[] {
  if (list.length > MOST_ENTRIES)
    throw new FormatError(
      `holds ${list.length} entries; at most ${MOST_ENTRIES} are read`,
      place || 'the document',
    )
  return list.map((entry, i) => checked(entry, schema, `${place}[${i}]`))
}

/** What an object holds by name; a schema would leave out a name such as __proto__ without a word. */
export function namedEntries(value: unknown, place: string): [string, unknown][] {
  if (!isRecord(value)) throw new FormatError('must be an object', place || 'the document')
  return Object.entries(value)
}

/** A list of entries that are looked at one by one. */
export const anyList = z.array(z.unknown())
export const positive = z.number().nonnegative('must not be below zero')
