import { openapi } from '@/lib/http/openapi'
import { notAllowed } from '@/lib/http/route'

export const dynamic = 'force-static'

export const GET = () => Response.json(openapi())
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
