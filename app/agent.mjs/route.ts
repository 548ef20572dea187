import { builtFile } from '@/lib/http/built-file'
import { notAllowed } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

/** The built agent, one file; the very one that `npm run agent` runs. */
export const GET = () => builtFile('phasegate.mjs', 'text/javascript; charset=utf-8')
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
