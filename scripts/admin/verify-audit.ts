import { verifyAudit } from '@/lib/audit'
import { sql } from '@/lib/db/sql'
import { AppError } from '@/lib/errors'
import { readOptions } from './options'

type Project = { id: string; name: string }

/** Follows the chains of all projects, or of those with one slug; throws when a row does not fit. */
export async function verify(words: string[]) {
  const slug = readOptions(words, ['project'], []).optional('project')
  const projects = await sql<Project[]>`
    select p.id, o.slug || '/' || p.slug as name
    from projects p join organisations o on o.id = p.organisation_id
    ${slug === undefined ? sql`` : sql`where p.slug = ${slug}`} order by 2`
  if (slug !== undefined && projects.length === 0)
    throw new AppError('not_found', `There is no project ${slug}.`)
  const broken: string[] = []
  for (const { id, name } of projects) {
    const [check] = await verifyAudit(id)
    if (check?.bad) broken.push(`${name} at row ${check.bad.seq}: ${check.bad.reason}`)
    else console.log(`${name}: ${check?.events ?? 0} events, unbroken`)
  }
  if (broken.length) throw new Error(`the audit chain is broken: ${broken.join('; ')}`)
}
