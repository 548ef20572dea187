import { sql } from '@/lib/db/sql'
import { shortRead } from '@/lib/db/transaction'
import { version } from '@/lib/env'
import { notAllowed } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export async function GET() {
  const headers = { 'cache-control': 'no-store' }
  try {
    await shortRead(sql`select 1`)
    return Response.json({ status: 'ok', database: 'ok', version }, { headers })
  } catch {
    return Response.json(
      { status: 'unavailable', database: 'away', version },
      { status: 503, headers: { ...headers, 'retry-after': '5' } },
    )
  }
}
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
