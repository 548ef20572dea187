import { notAllowed, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { answerOf } from '@/lib/reviews/answer'
import { listReviews } from '@/lib/reviews/queries'

export const GET = route<{ project: string }>(async (request, { project }) => {
  const reviews = await listReviews(await getTokenContext(request, 'read', project))
  return Response.json({ reviews: reviews.map(answerOf) })
})
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
