import * as z from 'zod'
import { instant } from '@/lib/core/wire'
import { notAllowed, query, route, whole } from '@/lib/http/route'
import { getSeries, type SeriesLine } from '@/lib/metrics/queries'
import { getTokenContext } from '@/lib/projects/context'
import { validate } from '@/lib/validate'

const when = instant.transform((text) => new Date(text))
const names = ['metric', 'branch', 'environment', 'from', 'to', 'points'] as const
const filter = z.object({
  metric: z.string('name the metric with ?metric='),
  branch: z.string().optional(),
  environment: z.string().optional(),
  from: when.optional(),
  to: when.optional(),
  points: whole(2, 10_000).optional(),
})

/** Arrays instead of objects: a thousand points in a third of the bytes. */
const rowsOf = (line?: SeriesLine) => (line?.points ?? []).map((p) => [p.t, p.value, p.low, p.high, p.runId])

export const GET = route<{ project: string }>(async (request, { project }) => {
  const ctx = await getTokenContext(request, 'read', project)
  const { metric, lines, targets, total } = await getSeries(
    ctx,
    validate(filter, query(request, names), 'The query string'),
  )
  return Response.json({
    metric: metric.metric,
    unit: metric.unit,
    statistic: metric.statistic,
    points: rowsOf(lines[0]),
    changePoints: lines[0]?.changes ?? [],
    targets,
    total,
    series: lines.map((line) => ({
      branch: line.branch,
      environment: line.environment,
      simulated: line.simulated,
      points: rowsOf(line),
      changePoints: line.changes,
      noise: line.noise,
    })),
  })
})
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
