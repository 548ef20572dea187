import type * as z from 'zod'
import { AppError, type FieldError } from './errors'

const MOST_ERRORS = 20

/** `measurements[3].unit` */
const pathText = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (out, key) => out + (typeof key === 'number' ? `[${key}]` : (out ? '.' : '') + String(key)),
    '',
  )

/** The problems of one choice of a union say more than "invalid input": the choice that came closest is meant. */
function* fieldErrors(
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[] = [],
): Generator<FieldError> {
  for (const issue of issues) {
    const path = [...base, ...issue.path]
    if (issue.code === 'invalid_union' && issue.errors.length) {
      const closest = issue.errors.reduce((a, b) => (b.length < a.length ? b : a))
      yield* fieldErrors(closest, path)
    } else if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys.slice(0, MOST_ERRORS))
        yield { path: pathText([...path, key.slice(0, 100)]), message: 'is not known here' }
    else yield { path: pathText(path), message: issue.message }
  }
}

/** The value as the schema wants it, or a 400 that names each field and what to change. */
export function validate<S extends z.ZodType>(schema: S, value: unknown, what = 'The body'): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors: FieldError[] = []
  for (const error of fieldErrors(result.error.issues)) if (errors.push(error) === MOST_ERRORS) break
  throw new AppError('bad_request', `${what} is not as expected: ${summary(errors[0]!)}`, errors)
}

const summary = ({ path, message }: FieldError) => `${path || 'it'}: ${message}.`
