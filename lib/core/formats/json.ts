import type * as z from 'zod'
import { FormatError } from './format-error'
import { jsonFaultAt } from './json-fault'

/** The JSON of a text, or undefined when it is none. */
export function tryJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** "benchmarks[2].stats.mean" */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text ? '.' : ''}${String(key)}`),
    '',
  )

/** JSON text checked against a schema. Throws FormatError with the place. */
export function readJson<T extends z.ZodType>(text: string, schema: T): z.infer<T> {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new FormatError('is not JSON here', placeAt(text, jsonFaultAt(text) ?? text.length))
  }
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new FormatError(issue.message, pathText(issue.path) || 'the document')
}

/** "line 3, column 7" of an offset, both counted from 1. */
export function placeAt(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n')
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`
}

/** Where a text that begins like JSON stops being it, for a file that no format knows; null for any other text. */
export function brokenJsonAt(text: string): string | null {
  const at = /^\s*[[{]/.test(text) ? jsonFaultAt(text) : null
  return at === null ? null : placeAt(text, at)
}
