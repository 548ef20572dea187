import * as z from 'zod'
import { ask } from '../http'
import { describeNetworkError, routeOf, type Server } from '../server'
import { type Check, fail } from './check'

const health = z.object({ status: z.string(), version: z.string().optional() })
const TIMEOUT_MS = 10_000
const MAX_SKEW_SECONDS = 5

type Answer = { status: number; body: string; date: number; askedAt: number; tookMs: number }

async function question(server: Server, path: string, authorised: boolean): Promise<Answer> {
  const askedAt = Date.now()
  const { status, headers, text } = await ask(routeOf(server, path), {
    headers: authorised ? { authorization: `Bearer ${server.token}` } : {},
    timeoutMs: TIMEOUT_MS,
  })
  return { status, body: text, date: Date.parse(headers.date ?? ''), askedAt, tookMs: Date.now() - askedAt }
}

/** The `Date` header has whole seconds: half of one is what it can be off by itself. */
function clockCheck({ date, askedAt, tookMs }: Answer): Check {
  if (!Number.isFinite(date))
    return { check: 'clock', state: 'warn', detail: 'the server does not tell its time' }
  const skew = Math.round((askedAt + tookMs / 2 - (date + 500)) / 1000)
  const detail =
    Math.abs(skew) <= 1
      ? 'agrees with the server'
      : `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} the server`
  return Math.abs(skew) <= MAX_SKEW_SECONDS
    ? { check: 'clock', state: 'ok', detail }
    : fail('clock', detail, 'synchronise this machine (NTP): start times would be wrong')
}

/** Server and, from the same answer, clock. */
export async function checkServer(server: Server): Promise<Check[]> {
  const address = server.url.origin
  let answer: Answer
  try {
    answer = await question(server, '/api/health', false)
  } catch (error) {
    return [fail('server', `${address}: ${describeNetworkError(error)}`, 'start it, or set PHASEGATE_URL')]
  }
  let parsed: ReturnType<typeof health.safeParse> | null = null
  try {
    parsed = health.safeParse(JSON.parse(answer.body))
  } catch {
    // not JSON: told as another program's answer
  }
  if (!parsed?.success)
    return [
      fail('server', `${address} answers HTTP ${answer.status}, but is not Phasegate`, 'check PHASEGATE_URL'),
    ]
  const { status, version } = parsed.data
  if (answer.status !== 200)
    return [fail('server', `${address}: ${status}`, 'its database is away; see its log'), clockCheck(answer)]
  const detail = `${address}, version ${version ?? 'unknown'}, ${answer.tookMs} ms`
  return [{ check: 'server', state: 'ok', detail }, clockCheck(answer)]
}

const NO_RUN = '/api/v1/runs/00000000-0000-7000-8000-000000000000'

/** Reads as the token: the project's metrics, or, with no project named, a run that cannot be there. */
export async function checkToken(server: Server, project: string | undefined): Promise<Check> {
  if (!server.token) return fail('token', 'PHASEGATE_TOKEN is not set', 'make one in the project settings')
  const path = project ? `/api/v1/projects/${encodeURIComponent(project)}/metrics` : NO_RUN
  try {
    const { status } = await question(server, path, true)
    if (status === 401)
      return fail('token', 'is not valid, expired or revoked', 'make a new one in the project settings')
    if (status === 403) return fail('token', 'may not read', 'make one with the scopes read and runs:write')
    if (status === 404 && project)
      return fail('token', `does not reach project ${project}`, 'check --project, or use its own token')
    if (status === 200 || status === 404)
      return { check: 'token', state: 'ok', detail: project ? `valid for ${project}` : 'valid' }
    return fail('token', `the server answers HTTP ${status}`)
  } catch (error) {
    return fail('token', `not checked: ${describeNetworkError(error)}`)
  }
}
