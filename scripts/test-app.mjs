// An app of a test's own, on the same build as `npm start`: to be killed, started again and thrown away.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openDirectory } from './database/binaries.mjs'
import { freePort } from './database/ports.mjs'
import { appEnvironment, startServer } from './start/app.mjs'
import { openDatabase } from './start/database.mjs'
import { prepareDemo } from './start/demo.mjs'
import { keptSecret } from './start/secrets.mjs'
import { readSettings } from './start/settings.mjs'

/**
 * Starts the built app with an embedded database in `dataDir`, or on `databaseUrl`. `kill` ends the app at once as
 * `kill -9` does, and leaves the database; `stop` ends both cleanly (a given database is never touched).
 * Starting again with the same `dataDir` finds the same data.
 *
 * @param {{dataDir?: string, databaseUrl?: string, port?: number, demo?: boolean}} options
 */
export async function startApp({ dataDir, databaseUrl, port, demo = false } = {}) {
  const data = dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'phasegate-app-'))
  openDirectory(data)
  // mkdtemp shuts others out, the server's user among them.
  if (!dataDir) fs.chmodSync(data, 0o711)
  const settings = readSettings({
    PORT: String(port ?? (await freePort())),
    PHASEGATE_DATA: data,
    PHASEGATE_DEMO: demo ? '1' : '0',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  })
  settings.url = settings.localUrl
  const database = await openDatabase(settings)
  try {
    const env = appEnvironment({
      ...settings,
      databaseUrl: database.url,
      secret: keptSecret(data, 'nextauth-secret'),
    })
    await prepareDemo(settings, env)
    const server = await startServer({ ...settings, env })
    return {
      url: settings.url,
      pid: server.pid,
      data,
      databaseUrl: database.url,
      env,
      async kill() {
        server.kill()
        await server.gone
      },
      async stop() {
        await server.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
