import { route } from '@/lib/http/route'
import { notFound } from '@/lib/projects/context'

/** Every other address of the API: a problem document rather than a page. */
const answer = route<{ rest: string[] }>(async () => {
  throw notFound()
})

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
