import type { z } from 'zod'
import { FormatError } from './format-error'

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
  } catch (error) {
    throw new FormatError('is not JSON here', placeOf(text, error as Error))
  }
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new FormatError(issue.message, pathText(issue.path) || 'the document')
}

/**
 * Where in the text JSON.parse gave up, in characters from 0. V8 tells a position, or only the ten characters around an unexpected
 * one, or that the text ended too soon.
 */
export function syntaxErrorAt(text: string, { message }: Error): number {
  const told = /at position (\d+)/.exec(message)?.[1]
  if (told !== undefined) return Number(told)
  const [, cutBefore, around, cutAfter] =
    /^Unexpected token .{3,4}, (\.{3})?"(.*)"(\.{3})? is not valid JSON$/s.exec(message) ?? []
  if (around === undefined) return text.length
  if (cutBefore) return text.indexOf(around) + 10
  return cutAfter ? around.length - 10 : around.indexOf(message.slice("Unexpected token '".length)[0]!)
}

/** Line and column of a JSON syntax error. */
function placeOf(text: string, error: Error): string {
  const lines = text.slice(0, syntaxErrorAt(text, error)).split('\n')
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`
}
