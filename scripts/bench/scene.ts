import { v7 as uuid } from 'uuid'
import type { RunUpload } from '@/lib/core/wire'
import { anUpload, aProject, aToken } from '@/lib/db/testing/fixtures'
import { copyRun } from '@/lib/db/testing/history'

/** `count` metrics of 60 samples each, a run that is never the same twice; simulated, and only for timing. */
export const aRun = (project: string, count: number): RunUpload =>
  anUpload(project, {
    runId: uuid(),
    commit: uuid().slice(-12),
    startedAt: new Date().toISOString(),
    measurements: Array.from({ length: count }, (_, m) => ({
      metric: `metric ${m}`,
      unit: 'ms',
      samples: Array.from({ length: 60 }, () => Number((100 + m + 10 * Math.random()).toFixed(4))),
    })),
  })

/** A project with `earlier` runs of 14 metrics behind it, and the ways in that a client has. */
export async function aPlace(url: string, earlier: number) {
  const place = await aProject(new Date())
  const { token } = await aToken(place)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const slug = place.project.slug
  const send = async (run: RunUpload) => {
    const answer = await fetch(`${url}/api/v1/runs`, { method: 'POST', headers, body: JSON.stringify(run) })
    if (answer.status !== 201) throw new Error(`an upload was answered with ${answer.status}`)
    await answer.arrayBuffer()
  }
  const read = async (path: string) => {
    const answer = await fetch(`${url}/api/v1/projects/${slug}${path}`, { headers })
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`)
    await answer.arrayBuffer()
  }
  const first = aRun(slug, 14)
  await send(first)
  if (earlier > 1) await copyRun(place, first.runId, earlier - 1)
  return { place, slug, first: first.runId, send, read }
}
export type BenchPlace = Awaited<ReturnType<typeof aPlace>>
