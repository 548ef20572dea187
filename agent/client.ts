import * as z from 'zod'
import { type Receipt, receipt } from '@/lib/core/wire'
import { type Answer, ask } from './http'
import { oneLine } from './one-line'
import { describeNetworkError, routeOf, type Server } from './server'

/**
 * What became of one attempt. `away`: worth another try. `barred`: kept until address, token or project is put right.
 * `refused`: this body will never be taken.
 */
export type Outcome =
  | { kind: 'accepted'; receipt: Receipt }
  | { kind: 'away'; status?: number; reason: string; retryAfterMs?: number }
  | { kind: 'barred'; status: number; reason: string }
  | { kind: 'refused'; status: number; reason: string }

const ANSWER_MS = 30_000
const BARRED = new Set([401, 402, 403, 404, 407])

const problem = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** The server's own words in one line; never a page of HTML. */
function reasonOf(status: number, body: string): string {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return `HTTP ${status}`
  }
  const { success, data } = problem.safeParse(parsed)
  if (!success) return `HTTP ${status}`
  const places = data.errors?.slice(0, 5).map((e) => (e.path ? `${e.path}: ${e.message}` : e.message)) ?? []
  const more = (data.errors?.length ?? 0) - places.length
  const told = [data.detail ?? data.title, ...places].filter(Boolean).map((s) => oneLine(s!))
  return `${told.join('; ') || 'refused'}${more > 0 ? ` and ${more} more` : ''} (HTTP ${status})`
}

/** `Retry-After` as milliseconds from now; seconds or a date. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

/** Sends one run once. */
export async function postRun(server: Server, body: string, timeoutMs = ANSWER_MS): Promise<Outcome> {
  let answer: Answer
  try {
    answer = await ask(routeOf(server, '/api/v1/runs'), {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body,
      timeoutMs,
    })
  } catch (error) {
    return { kind: 'away', reason: `${server.url.origin}: ${describeNetworkError(error)}` }
  }
  const { status, headers, text } = answer
  if (status === 200 || status === 201) return accepted(status, text, body)
  const reason = reasonOf(status, text).replaceAll(server.token ?? '\n', '[token]')
  if (status >= 500 || status === 429 || status === 408)
    return { kind: 'away', status, reason, retryAfterMs: retryAfterMs(headers['retry-after']) }
  if (status < 400)
    return {
      kind: 'barred',
      status,
      reason: `${server.url.origin} sends elsewhere (HTTP ${status}); check PHASEGATE_URL`,
    }
  return { kind: BARRED.has(status) ? 'barred' : 'refused', status, reason }
}

/** Only a receipt for this very run counts: a proxy's friendly page must not cost a run. */
function accepted(status: number, text: string, body: string): Outcome {
  try {
    const parsed = receipt.parse(JSON.parse(text))
    const { runId } = JSON.parse(body) as { runId: string }
    if (parsed.runId.toLowerCase() === runId.toLowerCase()) return { kind: 'accepted', receipt: parsed }
  } catch {
    // told below
  }
  return { kind: 'barred', status, reason: 'the answer is not a receipt for this run; check PHASEGATE_URL' }
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Sends one run, trying again while the server is away, for at most `retryForSeconds`. */
export async function sendRun(server: Server, body: string, retryForSeconds: number): Promise<Outcome> {
  const deadline = Date.now() + retryForSeconds * 1000
  for (let attempt = 0; ; attempt++) {
    const outcome = await postRun(server, body)
    if (outcome.kind !== 'away') return outcome
    // full jitter: agents that lost the server together must not come back together
    const backoff = Math.random() * Math.min(5_000, 250 * 2 ** attempt) + 50
    const pause = Math.max(backoff, outcome.retryAfterMs ?? 0)
    if (Date.now() + pause > deadline) return outcome
    await wait(pause)
  }
}
