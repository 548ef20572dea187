import { builtFile } from '@/lib/http/built-file'
import { notAllowed } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

/** What may stand in phasegate.yml, as a JSON Schema for editors. */
export const GET = () => builtFile('phasegate.schema.json', 'application/schema+json')
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
