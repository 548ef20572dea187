import { notAllowed, route } from '@/lib/http/route'
import { listMetrics } from '@/lib/metrics/queries'
import { getTokenContext } from '@/lib/projects/context'

export const GET = route<{ project: string }>(async (request, { project }) =>
  Response.json({ metrics: await listMetrics(await getTokenContext(request, 'read', project)) }),
)
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
