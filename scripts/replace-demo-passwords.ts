// Where others can reach the server, the passwords that the documentation prints must open nothing.
// DEMO_PASSWORD replaces them, or every sign-in's with REPLACE=all; prints the addresses that have it now.
import { hashPassword, matchesHash } from '@/lib/auth/passwords'
import { sql } from '@/lib/db/sql'

const replacement = process.env.DEMO_PASSWORD
if (!replacement) throw new Error('DEMO_PASSWORD is not set')

const users = await sql<{ id: string; email: string; hash: string }[]>`
  select id, email, password_hash as hash from users where email like '%@demo.local'`
for (const { id, email, hash } of users) {
  const has = await matchesHash(replacement, hash)
  if (!has && process.env.REPLACE !== 'all' && !(await matchesHash('phasegate-demo', hash))) continue
  if (!has) await replace(id, await hashPassword(replacement))
  console.log(email)
}
process.exit()

async function replace(id: string, hash: string) {
  await sql.begin(async (tx) => {
    await tx`update users set password_hash = ${hash} where id = ${id}`
    await tx`update sessions set revoked_at = ${new Date()} where user_id = ${id} and revoked_at is null`
  })
}
