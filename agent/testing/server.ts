import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Receipt, RunUpload, Verdict } from '@/lib/core/wire'

/** What the server does instead of its work, once for each time it is listed. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'hang up'
  | 'store, then hang up'

export const TOKEN = 'pgt_a-valid-token'

/** A server that keeps the contract of `POST /api/v1/runs` in memory, for what the agent does when servers misbehave. */
export async function startServer(port = 0) {
  const stored = new Map<string, { sha: string; body: string; receipt: Receipt }>()
  const faults: Fault[] = []
  const requests: { method: string; url: string; at: number }[] = []
  let verdictOf = (_metric: string): Partial<Verdict> => ({})

  const server = createServer(async (request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', at: Date.now() })
    const body = await read(request)
    if (request.url === '/api/health')
      return answer(response, 200, { status: 'ok', database: 'ok', version: '0.1.0' })
    const fault = faults.shift()
    if (fault === 'hang up') return request.socket.destroy()
    if (typeof fault === 'object') {
      response.writeHead(fault.status, { 'content-type': 'application/problem+json', ...fault.headers })
      return response.end(fault.body ?? JSON.stringify({ title: 'Refused', detail: `fault ${fault.status}` }))
    }
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      return answer(response, 401, { title: 'Unauthorized', detail: 'this token is not valid' })
    if (request.method === 'GET') return answer(response, request.url?.includes('/metrics') ? 200 : 404, {})
    const { status, ...answered } = store(body)
    if (fault === 'store, then hang up') return request.socket.destroy()
    return answer(response, status, answered.body)
  })

  function store(body: string): { status: number; body: unknown } {
    const run = JSON.parse(body) as RunUpload
    const sha = createHash('sha256').update(body).digest('hex')
    const known = stored.get(run.runId)
    if (known)
      return known.sha === sha
        ? { status: 200, body: known.receipt }
        : { status: 422, body: { title: 'Another body' } }
    const verdicts = run.measurements.map((m) => ({
      ...plainVerdict(m.metric, m.error),
      ...verdictOf(m.metric),
    }))
    const receipt: Receipt = {
      runId: run.runId,
      url: `${url()}/runs/${run.runId}`,
      evidence: `sha256:${sha}`,
      admissible: true,
      grade: null,
      verdicts,
      alerts: [],
    }
    stored.set(run.runId, { sha, body, receipt })
    return { status: 201, body: receipt }
  }

  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const address = url()
  return {
    url: address,
    port: (server.address() as AddressInfo).port,
    stored,
    faults,
    requests,
    judge: (rule: typeof verdictOf) => {
      verdictOf = rule
    },
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  })
  response.end(JSON.stringify(body))
}

const plainVerdict = (metric: string, error?: string): Verdict => ({
  metric,
  statistic: 'p95',
  value: error ? null : 190.1,
  low: error ? null : 180,
  high: error ? null : 195.3,
  unit: 'ms',
  target: 200,
  acceptance: 300,
  targetVersion: 1,
  basis: 'samples',
  goal: error ? 'error' : 'met',
  change: 'stable',
  effect: 0.012,
  baseline: { runs: 20, value: 187.8 },
  reason: 'the upper end of the interval is within the target',
  ...(error ? { error } : {}),
})
