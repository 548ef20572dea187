import { cache } from 'react'
import type { Scope } from './permissions'
import { readSession } from './sessions'

export type UserPrincipal = { kind: 'user'; id: string; name: string; email: string; sessionId: string }
export type TokenPrincipal = {
  kind: 'token'
  id: string
  projectId: string
  scopes: readonly Scope[]
  name: string
}
export type Principal = UserPrincipal | TokenPrincipal
/** A command on the server's own machine, such as `npm run admin`. */
export type Operator = { kind: 'operator'; id: string; name: string }

/**
 * Who is signed in, for pages and actions; null when nobody is. Asked of the database once per request. next-auth is loaded when it is
 * asked for: scripts use the rooms too, and plain Node cannot load it.
 */
export const getPrincipal = cache(async (): Promise<UserPrincipal | null> => {
  const [{ getServerSession }, { authOptions }] = await Promise.all([
    import('next-auth'),
    import('./next-auth'),
  ])
  const session = await getServerSession(authOptions)
  return session?.sid ? readSession(session.sid, new Date()) : null
})

/** How a principal is named in the audit chain. */
export const actorOf = (principal: Principal | Operator) => `${principal.kind}:${principal.id}`
