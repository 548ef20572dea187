// What `npm start` does once the packages are there: build, database, demo, app.
import { appEnvironment, startServer } from './app.mjs'
import { ensureAgent, ensureApp, ensureClient } from './build.mjs'
import { guardCluster, openDatabase } from './database.mjs'
import { prepareDemo, runDemoAgent } from './demo.mjs'
import { forget, keep, pidFile } from './lock.mjs'
import { keptSecret } from './secrets.mjs'

/** Serves; each step of `undo` ends what was started. `ended` rejects when something ends that should not. */
export async function serve(settings, undo, signal) {
  await ensureClient(signal)
  await ensureAgent(signal)
  if (!settings.dev) await ensureApp(signal)
  signal.throwIfAborted()
  const database = await openDatabase(settings)
  const guard = guardCluster(settings.data, database.cluster)
  undo.push(guard.stop)
  signal.throwIfAborted()
  const env = appEnvironment({
    ...settings,
    databaseUrl: database.url,
    secret: settings.secret ?? keptSecret(settings.data, 'nextauth-secret'),
  })
  const demo = await prepareDemo(settings, env, signal)
  signal.throwIfAborted()
  const server = await serveApp(settings, env, undo, signal)
  console.log(`\nPhasegate is at ${settings.url}`)
  if (database.cluster?.moved) console.log(`Database files: ${database.cluster.home}`)
  for (const line of demo.lines) console.log(line)
  demo.printed()
  console.log('Stop with Ctrl-C.\n')
  const agent = runDemoAgent(settings, env, signal)
  undo.push(() => agent)
  const appEnd = server.gone.then((how) => {
    throw new Error(`the app ended by itself (${how})`)
  })
  const ended = Promise.race([guard.failed, appEnd])
  ended.catch(() => {})
  return { ended }
}

async function serveApp(settings, env, undo, signal) {
  const file = pidFile(settings.data, 'app')
  undo.push(() => forget(file))
  const begun = (pid) => keep(file, pid)
  const server = await startServer({ ...settings, env, signal, begun })
  undo.push(server.stop)
  return server
}
