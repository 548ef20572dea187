import { createHash } from 'node:crypto'
import { canonicalJson } from './core/evidence'
import type { Prisma } from './db/client'
import { sql, type Tx } from './db/sql'

/** `actor` is `user:ID`, `token:ID`, `operator:local` or `system`; `action` is `room.verb`; `subject` names what was acted on. */
export type AuditEntry = {
  projectId: string
  actor: string
  action: string
  subject: string
  detail: Record<string, unknown>
  at: Date
}
type Chained = { projectId: string; seq: number; at: Date; prevHash: string } & AuditEntry

/** What the first row of every chain follows. */
export const GENESIS = '0'.repeat(64)

const hashOf = ({ projectId, seq, at, actor, action, subject, detail, prevHash }: Chained) =>
  createHash('sha256')
    .update(canonicalJson({ projectId, seq, at: at.toISOString(), actor, action, subject, detail, prevHash }))
    .digest('hex')

/** Both clients' transactions, asked in the same words: the chain is written once, whoever holds the transaction. */
const asker = (tx: Tx | Prisma.TransactionClient) => (text: string, values: unknown[]) =>
  '$queryRawUnsafe' in tx
    ? tx.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values)
    : tx.unsafe<Record<string, unknown>[]>(text, values as never[])

const LOCK = `select seq, hash from audit_heads where project_id = $1::uuid for update`
const BEGIN = `insert into audit_heads (project_id, seq, hash) values ($1::uuid, 0, $2) on conflict do nothing`
const APPEND = `
  with event as (
    insert into audit_events (project_id, seq, at, actor, action, subject, detail, prev_hash, hash)
    values ($1::uuid, $2::int, $3::text::timestamptz, $4, $5, $6, $7::text::jsonb, $8, $9))
  update audit_heads set seq = $2::int, hash = $9 where project_id = $1::uuid`

/** Puts what follows in one order with everything else that the project's chain tells of. */
export const lockAudit = (tx: Tx, projectId: string) =>
  tx`select 1 from audit_heads where project_id = ${projectId} for update`

/**
 * Appends to the project's chain, inside the transaction of what it tells of. The head's row lock puts appends in one order; take
 * it last, for it is held until commit.
 */
export async function appendAudit(tx: Tx | Prisma.TransactionClient, entry: AuditEntry): Promise<void> {
  const ask = asker(tx)
  let [head] = await ask(LOCK, [entry.projectId])
  if (!head) {
    await ask(BEGIN, [entry.projectId, GENESIS])
    ;[head] = await ask(LOCK, [entry.projectId])
  }
  const row: Chained = { ...entry, seq: Number(head!.seq) + 1, prevHash: String(head!.hash) }
  await ask(APPEND, [
    row.projectId,
    row.seq,
    row.at.toISOString(),
    row.actor,
    row.action,
    row.subject,
    JSON.stringify(row.detail),
    row.prevHash,
    hashOf(row),
  ])
}

export type AuditCheck = { projectId: string; events: number; bad: { seq: number; reason: string } | null }

/** Follows every chain, or one, from its first row to its head and names the first row that does not fit. */
export async function verifyAudit(projectId?: string): Promise<AuditCheck[]> {
  const heads = await sql<{ projectId: string; seq: number; hash: string }[]>`
    select project_id as "projectId", seq, hash from audit_heads
    ${projectId ? sql`where project_id = ${projectId}` : sql``} order by project_id`
  const checks: AuditCheck[] = []
  for (const head of heads) checks.push(await verifyChain(head))
  return checks
}

async function verifyChain(head: { projectId: string; seq: number; hash: string }): Promise<AuditCheck> {
  let events = 0
  let hash = GENESIS
  const found = (seq: number, reason: string): AuditCheck => ({
    projectId: head.projectId,
    events,
    bad: { seq, reason },
  })
  const rows = sql<(Chained & { hash: string })[]>`
    select project_id as "projectId", seq, at, actor, action, subject, detail, prev_hash as "prevHash", hash
    from audit_events where project_id = ${head.projectId} and seq <= ${head.seq} order by seq`
  for await (const batch of rows.cursor(1_000))
    for (const row of batch) {
      if (row.seq !== events + 1) return found(events + 1, 'the row is missing')
      if (row.prevHash !== hash) return found(row.seq, 'it does not follow the row before')
      if (row.hash !== hashOf(row)) return found(row.seq, 'its content was changed')
      hash = row.hash
      events++
    }
  if (events !== head.seq) return found(events + 1, 'the row is missing')
  if (hash !== head.hash) return found(events, 'the head of the chain was changed')
  const [beyond] = await sql`
    select seq from audit_events where project_id = ${head.projectId} and seq > ${head.seq} order by seq limit 1`
  // A chain grows while it is read: only what stands beyond the newest head was slipped in.
  if (beyond) {
    const [now] = await sql`select seq from audit_heads where project_id = ${head.projectId}`
    if (beyond.seq > now?.seq) return found(beyond.seq, 'it stands beyond the head of the chain')
  }
  return { projectId: head.projectId, events, bad: null }
}
