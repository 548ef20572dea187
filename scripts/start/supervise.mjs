// `npm start` from the first file to the last goodbye.
import { openDirectory } from '../database/binaries.mjs'
import { appEnvironment, endLeftServer, requirePort, startServer } from './app.mjs'
import { ensureAgent, ensureApp, ensureClient } from './build.mjs'
import { openDatabase } from './database.mjs'
import { prepareDemo, runDemoAgent } from './demo.mjs'
import { forget, keep, supervisorOf } from './lock.mjs'
import { keptSecret } from './secrets.mjs'
import { watchForEnd } from './signals.mjs'

/** Starts all, waits for the end, stops all in reverse order. Resolves to the exit code. */
export async function supervise(settings) {
  openDirectory(settings.data)
  const other = supervisorOf(settings.data)
  if (other) throw new Error(`already running as process ${other} on ${settings.data}; stop that one first`)
  keep(settings.data, 'start', process.pid)
  const undo = [() => forget(settings.data, 'start')]
  const signal = watchForEnd()
  try {
    const server = await start(settings, undo, signal)
    const asked = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    const how = signal.aborted ? undefined : await Promise.race([asked, server.gone])
    if (!signal.aborted) throw new Error(`the app ended by itself (${how})`)
    console.log('Stopping …')
    return 0
  } catch (error) {
    if (signal.aborted) return 0
    throw error
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

async function start(settings, undo, signal) {
  await endLeftServer(settings.data)
  await requirePort(settings.port, settings.host)
  await ensureClient()
  await ensureAgent()
  if (!settings.dev) await ensureApp()
  signal.throwIfAborted()
  const database = await openDatabase(settings)
  undo.push(database.close)
  signal.throwIfAborted()
  const env = appEnvironment({
    ...settings,
    databaseUrl: database.url,
    secret: settings.secret ?? keptSecret(settings.data, 'nextauth-secret'),
  })
  const demo = await prepareDemo(settings, env, signal)
  signal.throwIfAborted()
  const server = await startServer({ env, dev: settings.dev })
  keep(settings.data, 'app', server.pid)
  undo.push(async () => {
    await server.stop()
    forget(settings.data, 'app')
  })
  console.log(`\nPhasegate is at ${settings.url}`)
  for (const line of demo.lines) console.log(line)
  console.log('Stop with Ctrl-C.\n')
  const agent = runDemoAgent(settings, env, signal)
  undo.push(() => agent)
  return server
}
