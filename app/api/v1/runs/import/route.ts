import { readBody } from '@/lib/http/body'
import { notAllowed, query, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { importQuery, importRun } from '@/lib/runs/import-run'
import { validate } from '@/lib/validate'

const TYPES = [
  'application/json',
  'application/xml',
  'text/xml',
  'text/plain',
  'text/csv',
  'text/javascript',
  'application/octet-stream',
]

export const POST = route(async (request) => {
  const ctx = await getTokenContext(request, 'runs:write')
  const given = validate(importQuery, query(request, importQuery.keyof().options), 'The query string')
  const body = await readBody(request, TYPES)
  const type = request.headers.get('content-type') ?? ''
  const { status, receipt } = await importRun(ctx, body, type.slice(0, 200), given)
  return Response.json(receipt, { status, headers: { location: `/api/v1/runs/${receipt.runId}` } })
})
export const { GET, PUT, PATCH, DELETE } = notAllowed('POST')
