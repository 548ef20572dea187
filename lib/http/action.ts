import { translateDatabaseError } from '../db/errors'
import { AppError, type FieldError } from '../errors'
import { report } from './problem'

export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; code: string; message: string; errors: FieldError[] }

/** An action as a form calls it, with what the call before it answered. */
export type FormAction<T = null> = (before: unknown, form: FormData) => Promise<ActionResult<T>>

/** Wraps the work of a server action: a refusal becomes a value that the form can show. Redirects pass through. */
export async function action<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const digest = (error as { digest?: unknown } | null)?.digest
    if (typeof digest === 'string' && digest.startsWith('NEXT_')) throw error
    const known = translateDatabaseError(error)
    if (known instanceof AppError)
      return { ok: false, code: known.code, message: known.message, errors: known.errors }
    const reference = report(error)
    return {
      ok: false,
      code: 'internal',
      message: `Something went wrong here; nothing was written. Reference: ${reference}.`,
      errors: [],
    }
  }
}
