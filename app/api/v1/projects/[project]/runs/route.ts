import * as z from 'zod'
import { notAllowed, query, route, whole } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { listRuns } from '@/lib/runs/queries'
import { validate } from '@/lib/validate'

const filter = z.object({
  branch: z.string().optional(),
  environment: z.string().optional(),
  suite: z.string().optional(),
  cursor: z.string().max(500).optional(),
  limit: whole(1, 200).optional(),
})

export const GET = route<{ project: string }>(async (request, { project }) => {
  const ctx = await getTokenContext(request, 'read', project)
  const given = validate(filter, query(request, filter.keyof().options), 'The query string')
  return Response.json(await listRuns(ctx, given))
})
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
