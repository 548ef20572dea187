import { notAllowed, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { getRun } from '@/lib/runs/queries'

export const GET = route<{ runId: string }>(async (request, { runId }) =>
  Response.json(await getRun(await getTokenContext(request, 'read'), runId)),
)
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
