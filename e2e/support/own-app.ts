import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { startCluster } from '@/scripts/database/cluster.mjs'
import { startApp } from '@/scripts/test-app.mjs'
import { type App, inDatabaseOf } from './app'

/** A place of its own for an app, removed with the rest after the tests. */
const aDirectory = () => path.join(process.env.PHASEGATE_TEST_DATA!, `own-${randomBytes(4).toString('hex')}`)

/**
 * An app of a test's own, with a database server of its own, to be killed at will. `start` starts whatever of the two is not
 * running, on the same ports and data.
 */
export async function ownApp() {
  const dataDir = aDirectory()
  let app = await startApp({ dataDir })
  const port = Number(new URL(app.url).port)
  const databasePort = Number(new URL(app.databaseUrl).port)
  const own: App = inDatabaseOf({ url: app.url, data: app.data, databaseUrl: app.databaseUrl })
  return {
    ...own,
    /** kill -9 */
    kill: () => app.kill(),
    startDatabase: () => startCluster(dataDir, { port: databasePort }),
    async start() {
      await startCluster(dataDir, { port: databasePort })
      app = await startApp({ dataDir, port })
    },
    async stop() {
      await app.stop()
      await (await startCluster(dataDir, { port: databasePort })).stop()
    },
  }
}
