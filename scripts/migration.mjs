// node scripts/migration.mjs NAME: writes what prisma/schema.prisma has over the migrations as a new migration.
import fs from 'node:fs'
import path from 'node:path'
import { startCluster } from './database/cluster.mjs'
import { generateClient } from './database/generate.mjs'
import { pendingSql } from './database/migrate.mjs'
import { migrationsDirectory } from './database/schema-engine.mjs'
import { dataDirectory } from './root.mjs'

const name = process.argv[2]
if (!/^[a-z][a-z0-9_]*$/.test(name ?? '')) {
  console.error('usage: node scripts/migration.mjs NAME (lower case and underscores)')
  process.exit(2)
}
const cluster = process.env.DATABASE_URL ? null : await startCluster(dataDirectory())
try {
  const sql = await pendingSql(process.env.DATABASE_URL ?? cluster.url('postgres'))
  if (sql === null) console.log('The migrations already give the schema: nothing written.')
  else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const file = path.join(migrationsDirectory, `${stamp}_${name}`, 'migration.sql')
    fs.mkdirSync(path.dirname(file))
    fs.writeFileSync(file, sql)
    await generateClient()
    console.log(`Written: ${path.relative(process.cwd(), file)}. Read it before you commit it.`)
  }
} finally {
  if (cluster && !cluster.adopted) await cluster.stop()
}
