import { MAX_BODY_BYTES } from '../core/wire'
import { AppError } from '../errors'

const tooLarge = () => new AppError('too_large', `The body is larger than ${MAX_BODY_BYTES} bytes (8 MiB).`)
/** Read and thrown away after the limit, so that a sender who does not listen while it sends still gets the answer. */
const DRAIN = 64 * 1024 * 1024

function checkHeaders(headers: Headers, types: readonly string[]) {
  const given = (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  // What has no type may be anything (RFC 9110, section 8.3): a route that reads files of many tools takes it.
  if (!types.includes(given || 'application/octet-stream'))
    throw new AppError(
      'unsupported_media_type',
      `Send the body as ${types.join(' or ')}${given ? `, not as ${given.slice(0, 100)}` : '; there is no Content-Type'}.`,
    )
  const charset = /charset="?([^";\s]+)/i.exec(headers.get('content-type') ?? '')?.[1]
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new AppError('unsupported_media_type', 'Send the body as UTF-8.')
  const encoding = headers.get('content-encoding')
  if (encoding && encoding.toLowerCase() !== 'identity')
    throw new AppError('unsupported_media_type', 'Send the body without Content-Encoding.')
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let dropped = 0
  while (dropped < DRAIN) {
    const { done, value } = await reader.read()
    if (done) return
    dropped += value.length
  }
  await reader.cancel()
}

/** The body as received: its type checked, never more of it kept than the limit, never less than was announced. */
export async function readBody(request: Request, types: readonly string[]): Promise<Uint8Array> {
  checkHeaders(request.headers, types)
  const announced = request.headers.get('content-length')
  if (announced && Number(announced) > MAX_BODY_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  if (reader)
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        length += value.length
        if (length > MAX_BODY_BYTES) {
          await drain(reader)
          throw tooLarge()
        }
        chunks.push(value)
      }
    } catch (error) {
      if (error instanceof AppError) throw error
      throw new AppError('bad_request', 'The body ended before it was complete.')
    }
  if (announced && Number(announced) !== length)
    throw new AppError('bad_request', `${announced} bytes were announced and ${length} came.`)
  if (length === 0) throw new AppError('bad_request', 'The body is empty.')
  return Buffer.concat(chunks, length)
}
