import { v7 as uuid } from 'uuid'
import { sql } from '../db/sql'
import { shortRead } from '../db/transaction'
import type { UserPrincipal } from './principal'

const HOUR = 3_600_000
const IDLE = 12 * HOUR
export const ABSOLUTE = 7 * 24 * HOUR
/** The last use is written at most this often: a page must not cost a write. */
const TOUCH = 60_000

/** A session is a row, so that signing out, or an admin, ends it at once. */
export async function openSession(userId: string, now: Date): Promise<string> {
  const id = uuid()
  await sql`
    insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
    values (${id}, ${userId}, ${now}, ${now}, ${new Date(now.getTime() + ABSOLUTE)})`
  return id
}

/** The person of a live session: not revoked, used within 12 hours, opened within 7 days. */
export async function readSession(id: string, now: Date): Promise<UserPrincipal | null> {
  const [row] = await shortRead(
    sql<{ userId: string; name: string; email: string; lastSeenAt: Date }[]>`
      select u.id as "userId", u.name, u.email, s.last_seen_at as "lastSeenAt"
      from sessions s join users u on u.id = s.user_id
      where s.id = ${id} and s.revoked_at is null and s.expires_at > ${now}
        and s.last_seen_at > ${new Date(now.getTime() - IDLE)}`,
  )
  if (!row) return null
  if (now.getTime() - row.lastSeenAt.getTime() > TOUCH)
    await shortRead(sql`update sessions set last_seen_at = ${now} where id = ${id} and last_seen_at < ${now}`)
  return { kind: 'user', id: row.userId, name: row.name, email: row.email, sessionId: id }
}

export async function revokeSession(id: string, now: Date) {
  await sql`update sessions set revoked_at = ${now} where id = ${id} and revoked_at is null`
}
