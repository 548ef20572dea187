import { type RunUpload, runUpload } from '../core/wire'
import { AppError, type FieldError } from '../errors'
import { readJson } from '../json'
import { validate } from '../validate'

/** Clocks of build machines are wrong by hours, not by days. */
const FUTURE = 2 * 86_400_000

/** The body as an upload, or a 400 that says what to change. */
export const readUpload = (body: Uint8Array, now: Date): RunUpload => checkUpload(readJson(body), now)

export function checkUpload(value: unknown, now: Date): RunUpload {
  const upload = validate(runUpload, value)
  const errors: FieldError[] = []
  for (const key of ['startedAt', 'finishedAt', 'commitAt'] as const)
    if (upload[key] && Date.parse(upload[key]) > now.getTime() + FUTURE)
      errors.push({
        path: key,
        message: 'lies more than two days in the future; check the clock of that machine',
      })
  if (errors.length)
    throw new AppError(
      'bad_request',
      `The body is not as expected: ${errors[0]!.path}: ${errors[0]!.message}.`,
      errors.slice(0, 20),
    )
  return upload
}
