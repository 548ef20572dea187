import { readBody } from '@/lib/http/body'
import { notAllowed, route } from '@/lib/http/route'
import { readJson } from '@/lib/json'
import { setTarget } from '@/lib/metrics/set-target'
import { getTokenContext } from '@/lib/projects/context'

export const PUT = route<{ project: string; metric: string }>(async (request, { project, metric }) => {
  const ctx = await getTokenContext(request, 'metrics:write', project)
  const body = readJson(await readBody(request, ['application/json']))
  const { status, definition } = await setTarget(ctx, metric, body)
  return Response.json(definition, { status })
})
export const { GET, POST, PATCH, DELETE } = notAllowed('PUT')
