import { sql } from '../db/sql'
import { shortRead } from '../db/transaction'
import { AppError } from '../errors'
import type { Scope } from './permissions'
import type { TokenPrincipal } from './principal'
import { takeTurn } from './rate'
import { hashToken, isTokenText } from './token-text'

/** One answer for every reason, so that nobody learns which tokens there are. */
const refuse = (why: string) => new AppError('unauthenticated', why)
const TOUCH = 60_000

function bearer(request: Request): string {
  const header = request.headers.get('authorization')
  if (!header) throw refuse('Send a project token: "Authorization: Bearer pgt_…".')
  const text = /^Bearer +(\S+)$/i.exec(header)?.[1]
  if (!text || !isTokenText(text))
    throw refuse('This is not a Phasegate token; check that it was copied whole, from pgt_ to its end.')
  return text
}

type Row = {
  id: string
  projectId: string
  name: string
  scopes: Scope[]
  expiresAt: Date | null
  lastUsedAt: Date | null
}

/** The live token that the request carries. Touches `lastUsedAt` at most once a minute: an upload must not cost a second write. */
export async function requireToken(request: Request, now = new Date()): Promise<TokenPrincipal> {
  const hash = hashToken(bearer(request))
  const [row] = await shortRead(
    sql<Row[]>`
      select id, project_id as "projectId", name, scopes, expires_at as "expiresAt", last_used_at as "lastUsedAt"
      from api_tokens where hash = ${hash} and revoked_at is null`,
  )
  if (!row || (row.expiresAt && row.expiresAt <= now))
    throw refuse('This token is unknown, expired or revoked; make a new one in the settings of the project.')
  takeTurn(row.id, now.getTime())
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > TOUCH)
    await shortRead(sql`update api_tokens set last_used_at = ${now}
      where id = ${row.id} and (last_used_at is null or last_used_at < ${new Date(now.getTime() - TOUCH)})`)
  return { kind: 'token', id: row.id, projectId: row.projectId, scopes: row.scopes, name: row.name }
}
