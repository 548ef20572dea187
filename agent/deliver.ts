import type { Receipt } from '@/lib/core/wire'
import { MAX_BODY_BYTES } from '@/lib/core/wire'
import { type Outcome, sendRun } from './client'
import { EXIT, type ExitCode, invocation } from './exit'
import type { Server } from './server'
import type { Entry, Spool } from './spool'

export type Delivery = { entry: Entry; outcome: Outcome }
export type Say = (line: string) => void

/** Sends one spooled run and clears it away: with a receipt it is removed, refused for good it is set aside. */
async function sendEntry(
  spool: Spool,
  server: Server,
  entry: Entry,
  body: string,
  retry: number,
): Promise<Outcome> {
  const tooLarge = entry.bytes > MAX_BODY_BYTES
  const outcome: Outcome = tooLarge
    ? {
        kind: 'refused',
        status: 413,
        reason: `is ${entry.bytes} bytes; the server takes at most ${MAX_BODY_BYTES}`,
      }
    : await sendRun(server, body, retry)
  if (outcome.kind === 'accepted') await spool.remove(entry)
  if (outcome.kind === 'refused') await spool.reject(entry, outcome.reason)
  return outcome
}

/**
 * Sends everything in the spool, oldest first, so that history arrives in its order. Stops at a server that is away,
 * for what follows would only wait as long again; but one run the server stumbles over (500) does not hold up the rest.
 */
export async function flush(spool: Spool, server: Server, retryForSeconds: number): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  let failingSince: number | null = null
  for (const entry of await spool.list()) {
    const body = await spool.read(entry)
    if (body === null) continue
    const spent = failingSince === null ? 0 : (Date.now() - failingSince) / 1000
    const started = Date.now()
    const outcome = await sendEntry(spool, server, entry, body, Math.max(0, retryForSeconds - spent))
    deliveries.push({ entry, outcome })
    if (outcome.kind === 'away' && outcome.status !== 500) break
    failingSince = outcome.kind === 'away' ? (failingSince ?? started) : null
  }
  return deliveries
}

export type Sent = { runId: string; receipt: Receipt | null; code: ExitCode; line: string | null }

/** Keeps the runs on disk, then sends them after all that waited before them. */
export async function deliver(
  spool: Spool,
  server: Server,
  runs: { runId: string; body: string; label: string }[],
  retryForSeconds: number,
  say: Say,
): Promise<Sent[]> {
  await spool.tidy()
  const mine: (Entry & { label: string; body: string })[] = []
  for (const { runId, body, label } of runs) mine.push({ ...(await spool.save(runId, body)), label, body })
  if (!server.token) return mine.map((m) => unsent(m, m.label, 'PHASEGATE_TOKEN is not set'))

  const deliveries = await flush(spool, server, retryForSeconds)
  const others = deliveries.filter((d) => !mine.some((m) => m.file === d.entry.file))
  tellOfOthers(others, say)
  const stopped = deliveries.find((d) => d.outcome.kind === 'away' && d.outcome.status !== 500)?.outcome
  const sent: Sent[] = []
  for (const m of mine) {
    const known = deliveries.find((d) => d.entry.file === m.file)?.outcome ?? stopped
    // another agent of this spool was faster: asking again yields the same receipt
    sent.push(told(m, m.label, known ?? (await sendRun(server, m.body, retryForSeconds)), spool))
  }
  return sent
}

function tellOfOthers(others: Delivery[], say: Say) {
  const accepted = others.filter((d) => d.outcome.kind === 'accepted').length
  if (accepted) say(`sent ${accepted} ${accepted === 1 ? 'run' : 'runs'} that waited in the spool`)
  for (const { entry, outcome } of others) {
    if (outcome.kind === 'barred') say(`still in the spool: ${entry.file}: ${outcome.reason}`)
    if (outcome.kind === 'refused') say(`set aside in rejected/: run ${entry.runId}: ${outcome.reason}`)
  }
}

const unsent = (entry: Entry, label: string, why: string): Sent => ({
  runId: entry.runId,
  receipt: null,
  code: EXIT.unsent,
  line: `${label}: not uploaded: ${why}. The result is safe in ${entry.file}; send it with: ${invocation()} spool flush`,
})

function told(entry: Entry, label: string, outcome: Outcome, spool: Spool): Sent {
  if (outcome.kind === 'accepted')
    return { runId: entry.runId, receipt: outcome.receipt, code: EXIT.ok, line: null }
  if (outcome.kind === 'refused')
    return {
      runId: entry.runId,
      receipt: null,
      code: EXIT.usage,
      line: `${label}: the server refuses it: ${outcome.reason}. Kept in ${spool.directory}/rejected`,
    }
  const hint = outcome.kind === 'barred' && outcome.status === 401 ? '; check PHASEGATE_TOKEN' : ''
  return unsent(entry, label, `${outcome.reason}${hint}`)
}
