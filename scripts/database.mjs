// node scripts/database.mjs [--data DIR] [--port N] [--name NAME]: a migrated database of the embedded server; prints
// its URL and leaves the server running. --stop ends the server.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from './database/cluster.mjs'
import { migrate } from './database/migrate.mjs'
import { ensureDatabase } from './database/sql.mjs'
import { dataDirectory } from './root.mjs'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    name: { type: 'string', default: 'phasegate' },
    stop: { type: 'boolean', default: false },
  },
})
const directory = values.data ? path.resolve(values.data) : dataDirectory()
const cluster = await startCluster(directory, { port: Number(values.port) || undefined })
if (values.stop) await cluster.stop()
else {
  const url = await ensureDatabase(cluster.url(values.name))
  await migrate(url)
  console.log(url)
}
// The schema engine's lock timer would hold the process for ten more seconds.
process.exit(0)
