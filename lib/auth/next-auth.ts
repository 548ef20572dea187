import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { sql } from '../db/sql'
import { report } from '../http/problem'
import { attempt } from './attempts'
import { matchesHash } from './passwords'
import { ABSOLUTE, openSession, revokeSession } from './sessions'

declare module 'next-auth' {
  interface Session {
    sid?: string
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string
  }
}

/** What the sign-in page is told besides next-auth's own word, which is the same for a wrong password and for no such account. */
export const TOO_MANY_ATTEMPTS = 'TooManyAttempts'
export const TEMPORARILY_AWAY = 'TemporarilyAway'

const addressOf = (headers: Record<string, unknown> | undefined) =>
  String(headers?.['x-forwarded-for'] ?? '')
    .split(',')[0]!
    .trim()

async function signIn(email: string, password: string, address: string) {
  const now = new Date()
  const account = email.trim().toLowerCase().slice(0, 320)
  const tried = await attempt(account, address, now.getTime(), async () => {
    const [user] = await sql<{ id: string; hash: string }[]>`
      select id, password_hash as hash from users where email = ${account}`
    return (await matchesHash(password.slice(0, 200), user?.hash ?? null)) && user ? user.id : null
  })
  if (!tried.allowed) throw new Error(TOO_MANY_ATTEMPTS)
  return tried.found === null ? null : { id: await openSession(tried.found, now) }
}

/** next-auth puts the message of an error into an address, so only our own words may leave. */
function hideReason(error: unknown): never {
  if (error instanceof Error && error.message === TOO_MANY_ATTEMPTS) throw error
  report(error)
  throw new Error(TEMPORARILY_AWAY)
}

/** The cookie carries the id of a session row and nothing else; every request asks the row. */
export const authOptions: NextAuthOptions = {
  providers: [
    CredentialsProvider({
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      authorize: async (given, request) => {
        const { email, password } = (given ?? {}) as Record<string, unknown>
        if (typeof email !== 'string' || typeof password !== 'string' || /\0/.test(email)) return null
        return signIn(email, password, addressOf(request.headers)).catch(hideReason)
      },
    }),
  ],
  session: { strategy: 'jwt', maxAge: ABSOLUTE / 1000 },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  callbacks: {
    jwt: ({ token, user }) => ({ sid: user?.id ?? token.sid }),
    session: ({ session, token }) => ({ expires: session.expires, ...(token.sid && { sid: token.sid }) }),
    redirect: ({ url, baseUrl }) =>
      url.startsWith('/') && !url.startsWith('//') && !url.includes('\\')
        ? baseUrl + url
        : URL.canParse(url) && new URL(url).origin === baseUrl
          ? url
          : baseUrl,
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sid) await revokeSession(token.sid, new Date())
    },
  },
  // next-auth logs whole errors, which may carry what was typed.
  logger: { error: (code) => console.error(`sign-in: ${code}`), warn: () => {}, debug: () => {} },
}
