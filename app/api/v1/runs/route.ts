import { readBody } from '@/lib/http/body'
import { notAllowed, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { recordRun } from '@/lib/runs/record-run'

export const POST = route(async (request) => {
  const ctx = await getTokenContext(request, 'runs:write')
  const body = await readBody(request, ['application/json'])
  const { status, receipt } = await recordRun(ctx, body, 'application/json')
  return Response.json(receipt, { status, headers: { location: `/api/v1/runs/${receipt.runId}` } })
})
export const { GET, PUT, PATCH, DELETE } = notAllowed('POST')
