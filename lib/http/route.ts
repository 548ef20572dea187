import * as z from 'zod'
import { ANSWER_TIMEOUT } from '../db/timeouts'
import { within } from '../db/transaction'
import { AppError } from '../errors'
import { problem, problemOf } from './problem'

type Context<P> = { params: Promise<P> }

/** Wraps a route's handler: whatever goes wrong inside becomes a problem document. */
export const route =
  <P = Record<string, never>>(handler: (request: Request, params: P) => Promise<Response>) =>
  async (request: Request, context: Context<P>): Promise<Response> => {
    try {
      const work = handler(request, await context.params)
      // A sender may be slow; a reader waits for the database alone.
      return await (request.method === 'GET' ? within(ANSWER_TIMEOUT, work) : work)
    } catch (error) {
      return problemOf(error)
    }
  }

/** The other methods of an address: `export const { GET, DELETE, PATCH } = notAllowed('POST')` and so on. */
export function notAllowed(...allowed: string[]) {
  const answer = async () =>
    problem(
      {
        status: 405,
        title: 'Method not allowed',
        detail: `This address answers ${allowed.join(' and ')} only.`,
      },
      { allow: allowed.join(', ') },
    )
  return { GET: answer, POST: answer, PUT: answer, PATCH: answer, DELETE: answer }
}

/** A whole number of a query string: digits and nothing else. */
export function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((n) => n >= least && n <= most, message)
}

/** The query string's values of these names, each given at most once; any other name is refused. */
export function query<K extends string>(request: Request, names: readonly K[]): Partial<Record<K, string>> {
  const out: Partial<Record<K, string>> = {}
  const errors = []
  for (const [name, value] of new URL(request.url).searchParams) {
    if (!(names as readonly string[]).includes(name))
      errors.push({ path: name, message: `is not known here; known are ${names.join(', ')}` })
    else if (out[name as K] !== undefined) errors.push({ path: name, message: 'is given twice' })
    else if (value.includes('\0') || !value.isWellFormed())
      errors.push({ path: name, message: 'is not text' })
    else if (value !== '') out[name as K] = value
  }
  if (errors.length)
    throw new AppError('bad_request', 'The query string is not as expected.', errors.slice(0, 20))
  return out
}
