// The databases of the tests: a template that the database tests copy, and one for the app of the contract and browser tests.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { openDirectory } from '../database/binaries.mjs'
import { startCluster } from '../database/cluster.mjs'
import { migrate } from '../database/migrate.mjs'
import { createDatabase, dropDatabase, withClient, withDatabase } from '../database/sql.mjs'
import { dataDirectory } from '../root.mjs'
import { claim, forget, pidFile } from '../start/lock.mjs'
import { startApp } from '../test-app.mjs'

/** `env` is for the database tests; `app()` starts the demo app once and resolves to the environment that names it. */
export async function prepareDatabases() {
  const data = path.join(dataDirectory(), 'test')
  openDirectory(data)
  const lock = pidFile(data, 'test')
  const other = claim(lock)
  if (other) throw new Error(`npm test is running already, as process ${other}`)
  const cluster = process.env.DATABASE_URL ? null : await startCluster(data)
  const server = process.env.DATABASE_URL ?? cluster.url('postgres')
  if (cluster) await dropLeftOvers(server)
  const run = randomBytes(4).toString('hex')
  const template = withDatabase(server, `phasegate_test_${run}`)
  const forApp = withDatabase(server, `phasegate_test_${run}_app`)
  for (const url of [template, forApp]) await createDatabase(url)
  await migrate(template)
  const env = { TEST_DATABASE_URL: template }
  const appData = path.join(data, `app-${run}`)
  let app
  const startOnce = async () => {
    app ??= await startApp({ databaseUrl: forApp, dataDir: appData, demo: true })
    return {
      ...env,
      PHASEGATE_TEST_URL: app.url,
      PHASEGATE_TEST_DATA: app.data,
      PHASEGATE_TEST_DATABASE_URL: app.databaseUrl,
    }
  }
  let closing
  const close = () => {
    closing ??= (async () => {
      await app?.stop()
      for (const url of [template, forApp]) await dropDatabase(url)
      fs.rmSync(appData, { recursive: true, force: true })
      await cluster?.stop()
      forget(lock)
    })()
    return closing
  }
  return { env, app: startOnce, close }
}

/** What a killed earlier run could not drop. */
async function dropLeftOvers(server) {
  const { rows } = await withClient(server, (client) =>
    client.query("select datname from pg_database where datname like 'phasegate_%'"),
  )
  for (const { datname } of rows) await dropDatabase(withDatabase(server, datname))
}
