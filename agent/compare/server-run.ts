import * as z from 'zod'
import { direction, verdict } from '@/lib/core/wire'
import { usageError } from '../exit'
import { type Answer, ask } from '../http'
import { describeNetworkError, routeOf, type Server, serverFromEnvironment } from '../server'
import type { Shape } from './comparison'
import type { RunSide } from './sides'

const TIMEOUT_MS = 30_000
const run = z.looseObject({ branch: z.string(), commit: z.string(), verdicts: z.array(verdict) })
const metrics = z.looseObject({
  metrics: z.array(z.looseObject({ metric: z.string(), direction, minEffect: z.number() })),
})

async function read<T>(server: Server, path: string, what: string, shape: z.ZodType<T>): Promise<T> {
  let answer: Answer
  try {
    answer = await ask(routeOf(server, path), {
      headers: { authorization: `Bearer ${server.token}` },
      timeoutMs: TIMEOUT_MS,
    })
  } catch (error) {
    throw usageError(`${what}: ${server.url.origin}: ${describeNetworkError(error)}`)
  }
  if (answer.status === 404) throw usageError(`${what}: the token reaches nothing of that name`)
  if (answer.status === 401) throw usageError(`${what}: PHASEGATE_TOKEN is not valid, expired or revoked`)
  if (answer.status !== 200) throw usageError(`${what}: the server answers HTTP ${answer.status}`)
  try {
    return shape.parse(JSON.parse(answer.text))
  } catch {
    throw usageError(`${what}: ${server.url.origin} answers, but not as Phasegate does; check PHASEGATE_URL`)
  }
}

/** A run of the server with its verdicts. How its metrics are judged is asked too where the project is known. */
export async function readRun(
  id: string,
  project: string | undefined,
  known: Map<string, Shape>,
): Promise<RunSide> {
  const server = serverFromEnvironment()
  if (!server.token) throw usageError(`run ${id}: PHASEGATE_TOKEN is not set`)
  const found = await read(server, `/api/v1/runs/${id}`, `run ${id}`, run)
  const asked = project && `/api/v1/projects/${encodeURIComponent(project)}/metrics`
  const told = asked ? (await read(server, asked, `project ${project}`, metrics)).metrics : []
  return {
    label: `${found.branch} ${found.commit.slice(0, 12)}`,
    verdicts: found.verdicts,
    shapes: new Map([...known, ...told.map((m) => [m.metric, m] as const)]),
  }
}
