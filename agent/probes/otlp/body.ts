import type { IncomingMessage } from 'node:http'
import { gunzip } from 'node:zlib'

export const MAX_BYTES = 8 * 1024 * 1024
const MAX_DRAINED = 8 * MAX_BYTES

/** An HTTP answer that is not 200. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

const tooLarge = () => new Refused(413, 'a body may have 8 MiB, unpacked too')

function unpacked(body: Buffer): Promise<Buffer> {
  return new Promise((done, fail) =>
    gunzip(body, { maxOutputLength: MAX_BYTES }, (error, plain) => {
      if (!error) done(plain)
      else
        fail(
          (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
            ? tooLarge()
            : new Refused(400, 'the body is not gzip'),
        )
    }),
  )
}

/** Leaves the request open when reading ends early: its answer has to go out yet. */
const chunksOf = (request: IncomingMessage): AsyncIterable<Buffer> =>
  request.iterator({ destroyOnReturn: false })

/** Reads on, within bounds, so that the sender of what is refused hears the answer and not a reset. */
export async function drain(request: IncomingMessage) {
  let bytes = 0
  try {
    for await (const chunk of chunksOf(request)) {
      bytes += chunk.length
      if (bytes > MAX_DRAINED) return
    }
  } catch {
    // gone before it had sent all
  }
}

/** The whole body, unpacked. @throws Refused */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding !== 'gzip' && encoding !== 'identity')
    throw new Refused(415, `content-encoding ${encoding} is not understood; send gzip or none`)
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunksOf(request)) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  return encoding === 'gzip' ? unpacked(body) : body
}
