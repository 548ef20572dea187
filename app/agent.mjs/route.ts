import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { problem } from '@/lib/http/problem'
import { notAllowed } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

/** The built agent, one file; the very one that `npm run agent` runs. */
export async function GET() {
  try {
    const text = await readFile(path.join(process.cwd(), 'agent', 'dist', 'phasegate.mjs'))
    return new Response(new Uint8Array(text), {
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
    })
  } catch {
    return problem({ status: 404, title: 'Not found', detail: 'The agent was not built on this server.' })
  }
}
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
