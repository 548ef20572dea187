import * as z from 'zod'
import { ALERT_STATES, listAlerts } from '@/lib/alerts/queries'
import { notAllowed, query, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { validate } from '@/lib/validate'

const filter = z.object({ state: z.enum(ALERT_STATES).optional() })

export const GET = route<{ project: string }>(async (request, { project }) => {
  const ctx = await getTokenContext(request, 'read', project)
  const given = validate(filter, query(request, ['state']), 'The query string')
  return Response.json({ alerts: await listAlerts(ctx, given) })
})
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
