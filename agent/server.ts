import type { Env } from './env'
import { usageError } from './exit'

/** Where runs go and with what right. The token is never part of a message. */
export type Server = { url: URL; token: string | null }

export const DEFAULT_URL = 'http://localhost:3000'

/** @throws Refusal (usage) for an address or a token that cannot be one */
export function serverFromEnvironment(env: Env = process.env): Server {
  const given = env.PHASEGATE_URL?.trim() || DEFAULT_URL
  const url = URL.canParse(given) ? new URL(given) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw usageError('PHASEGATE_URL: must be an address such as https://phasegate.example.com')
  if (url.username || url.password) throw usageError('PHASEGATE_URL: must not hold a name or password')
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  const token = env.PHASEGATE_TOKEN?.trim() || null
  if (token && !/^[\x21-\x7e]+$/.test(token))
    throw usageError('PHASEGATE_TOKEN: holds characters no token has')
  return { url, token }
}

/** Address of a route, also where the app lives below a path. */
export const routeOf = (server: Server, path: string) => new URL(path.replace(/^\//, ''), server.url)

const PLAIN: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there (connection refused)',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'no answer in time',
  EPIPE: 'the connection was cut',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
}

/** A failed request in a few plain words. */
export function describeNetworkError(error: unknown): string {
  const { name, code = '' } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time'
  return PLAIN[code] ?? (code || (error as Error).message)
}
