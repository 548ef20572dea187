import { notAllowed, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { answerOf } from '@/lib/reviews/answer'
import { getReview } from '@/lib/reviews/queries'

export const GET = route<{ id: string }>(async (request, { id }) =>
  Response.json(answerOf(await getReview(await getTokenContext(request, 'read'), id))),
)
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
