import { randomBytes } from 'node:crypto'
import { translateDatabaseError } from '../db/errors'
import { AppError, type ErrorCode, type FieldError } from '../errors'

const STATUS: Record<ErrorCode, [status: number, title: string]> = {
  bad_request: [400, 'Bad request'],
  unauthenticated: [401, 'Not signed in'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  conflict: [409, 'Conflict'],
  precondition_failed: [412, 'Changed meanwhile'],
  too_large: [413, 'Too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  unprocessable: [422, 'Cannot be processed'],
  too_many_requests: [429, 'Too many requests'],
  unavailable: [503, 'Unavailable'],
}

type Problem = { status: number; title: string; detail: string; type?: string; errors?: FieldError[] }

/** An answer as RFC 9457 wants it. */
export const problem = ({ type, ...body }: Problem, headers: Record<string, string> = {}) =>
  Response.json(
    { type: type ?? 'about:blank', ...body },
    {
      status: body.status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    },
  )

/**
 * Any error as an answer. What we did not expect is told to nobody: the caller gets a reference, the log the same reference and
 * the place, but not the message, which may carry values of other people's rows.
 */
export function problemOf(error: unknown): Response {
  const known = translateDatabaseError(error)
  if (known instanceof AppError) {
    const [status, title] = STATUS[known.code]
    return problem(
      { status, title, detail: known.message, ...(known.errors.length && { errors: known.errors }) },
      {
        ...(known.retryAfter !== undefined && { 'retry-after': String(known.retryAfter) }),
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      },
    )
  }
  const reference = report(error)
  return problem({
    status: 500,
    title: 'Internal error',
    detail: `Something went wrong here; nothing was written. Reference: ${reference}.`,
  })
}

/** Logs where an unexpected error came from, without what it says. */
export function report(error: unknown): string {
  const reference = randomBytes(6).toString('hex')
  const name = error instanceof Error ? error.name : typeof error
  const place =
    error instanceof Error ? (error.stack?.split('\n').filter((l) => /^\s+at /.test(l)) ?? []) : []
  console.error(`error ${reference}: ${name}\n${place.slice(0, 8).join('\n')}`)
  return reference
}
