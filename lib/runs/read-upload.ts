import { type RunUpload, runUpload } from '../core/wire'
import { AppError, type FieldError } from '../errors'
import { parseJson, utf8 } from '../json'
import { validate } from '../validate'

/** Clocks of build machines are wrong by hours, not by days. */
const FUTURE = 2 * 86_400_000
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** The body as an upload, or a 400 that says what to change. */
export const readUpload = (body: Uint8Array, now: Date): RunUpload => checkUpload(parseJson(utf8(body)), now)

export function checkUpload(value: unknown, now: Date): RunUpload {
  const upload = validate(runUpload, value)
  const errors = [...looseErrors(upload.environment, 'environment')]
  for (const key of ['startedAt', 'finishedAt', 'commitAt'] as const)
    if (upload[key] && Date.parse(upload[key]) > now.getTime() + FUTURE)
      errors.push({
        path: key,
        message: 'lies more than two days in the future; check the clock of that machine',
      })
  if (upload.finishedAt && Date.parse(upload.finishedAt) < Date.parse(upload.startedAt))
    errors.push({ path: 'finishedAt', message: 'must not be before startedAt' })
  if (errors.length)
    throw new AppError(
      'bad_request',
      `The body is not as expected: ${errors[0]!.path}: ${errors[0]!.message}.`,
      errors.slice(0, 20),
    )
  return upload
}

/** The environment takes any key; what its values hold is checked all the same: JSON and a database must keep them as they are. */
function* looseErrors(value: unknown, path: string): Generator<FieldError> {
  if (typeof value === 'string') {
    if (value.length > 300) yield { path, message: 'must have at most 300 characters' }
    else if (CONTROL.test(value)) yield { path, message: 'must not contain control characters' }
  } else if (typeof value === 'number' && !Number.isFinite(value))
    yield { path, message: 'must be a finite number' }
  else if (Array.isArray(value)) for (const [i, v] of value.entries()) yield* looseErrors(v, `${path}[${i}]`)
  else if (value && typeof value === 'object')
    for (const [key, v] of Object.entries(value)) {
      if (key.length > 300 || CONTROL.test(key))
        yield { path, message: 'has a key with control characters or more than 300 characters' }
      yield* looseErrors(v, `${path}.${key.slice(0, 60)}`)
    }
}
