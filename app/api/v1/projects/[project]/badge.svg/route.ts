import { badge } from '@/lib/http/badge'
import { notAllowed, query, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { getOverviewMetrics } from '@/lib/runs/queries'

export const GET = route<{ project: string }>(async (request, { project }) => {
  const ctx = await getTokenContext(request, 'read', project)
  const { metric } = query(request, ['metric'])
  return new Response(badge(ctx.project.slug, await getOverviewMetrics(ctx), metric), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'private, max-age=60',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  })
})
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
