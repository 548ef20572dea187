import { startCluster } from '../database/cluster.mjs'
import { migrate } from '../database/migrate.mjs'
import { alive } from '../database/processes.mjs'
import { assertDurable, ensureDatabase } from '../database/sql.mjs'
import { supervisorOf } from './lock.mjs'

const firstLine = ({ message }) => message.split('\n').find((line) => line.trim()) ?? 'it does not answer'

/** The app's database, migrated: the given one, or the embedded server's. `close` ends a server that is ours to end. */
export async function openDatabase({ data, databaseUrl }) {
  if (databaseUrl) {
    await migrate(databaseUrl).catch((error) => {
      throw new Error(`the database of DATABASE_URL cannot be used: ${firstLine(error)}`)
    })
    return { url: databaseUrl, cluster: null, close: async () => {} }
  }
  const cluster = await startCluster(data)
  try {
    const url = await ensureDatabase(cluster.url('phasegate'))
    await assertDurable(url)
    await migrate(url)
    return { url, cluster, close: cluster.stop }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

const SOON = 10_000

/** Starts the embedded server again where it was when it is killed. `failed` rejects when that cannot be. */
export function guardCluster(data, cluster) {
  if (!cluster) return { failed: new Promise(() => {}), stop: async () => {} }
  let current = cluster
  let since = 0
  let starting = null
  let fail
  const failed = new Promise((_, reject) => {
    fail = reject
  })
  failed.catch(() => {})
  async function startAgain() {
    if (Date.now() - since < SOON) throw new Error('the database ended twice; see postgres.log')
    console.error('The database server ended by itself; starting it again.')
    current = await startCluster(data, { port: cluster.port })
    since = Date.now()
    starting = null
  }
  const watch = setInterval(() => {
    if (!starting && !alive(current.pid)) starting = startAgain().catch(fail)
  }, 250)
  const stop = async () => {
    clearInterval(watch)
    await starting
    await current.stop()
  }
  return { failed, stop }
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
