import * as z from 'zod'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** Text as the contract allows it: 1 to `max` characters, well-formed Unicode, no control characters. */
export const text = (max = 300) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .refine((s) => !CONTROL.test(s), 'must not contain control characters')
    .refine((s) => s.isWellFormed(), 'must be well-formed Unicode')

const DEEPEST = 32
const plain = text()
const problemOf = (s: string) => (s === '' ? undefined : plain.safeParse(s).error?.issues[0]?.message)

type Problem = { path: PropertyKey[]; message: string }

/** What is wrong with a value under a key nobody knows, with its path: JSON and a database must keep it as it is. */
export function* looseProblems(value: unknown, path: PropertyKey[]): Generator<Problem> {
  if (path.length > DEEPEST) yield { path, message: `must not be nested deeper than ${DEEPEST} levels` }
  else if (typeof value === 'string') {
    const message = problemOf(value)
    if (message) yield { path, message }
  } else if (typeof value === 'number' && !Number.isFinite(value))
    yield { path, message: 'must be a finite number' }
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      const problem = problemOf(key)
      if (problem) yield { path, message: `has a key that ${problem}` }
      else yield* looseProblems(inner, [...path, Array.isArray(value) ? Number(key) : key])
    }
}
