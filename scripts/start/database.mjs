import { startCluster } from '../database/cluster.mjs'
import { migrate } from '../database/migrate.mjs'
import { assertDurable, ensureDatabase } from '../database/sql.mjs'
import { supervisorOf } from './lock.mjs'

/** The app's database, migrated: the given one, or the embedded server's. `close` ends a server that is ours to end. */
export async function openDatabase({ data, databaseUrl }) {
  if (databaseUrl) {
    await migrate(databaseUrl).catch((error) => {
      throw new Error(`the database of DATABASE_URL cannot be used: ${error.message}`)
    })
    return { url: databaseUrl, close: async () => {} }
  }
  const cluster = await startCluster(data)
  try {
    const url = await ensureDatabase(cluster.url('phasegate'))
    await assertDurable(url)
    await migrate(url)
    return { url, close: cluster.stop }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/** The same for a visitor such as `npm run admin`: a server that somebody else uses is left running. */
export async function visitDatabase(settings) {
  if (settings.databaseUrl) return openDatabase(settings)
  const cluster = await startCluster(settings.data)
  const url = await ensureDatabase(cluster.url('phasegate'))
  await migrate(url)
  const close = async () => {
    if (!cluster.adopted && !supervisorOf(settings.data)) await cluster.stop()
  }
  return { url, close }
}
