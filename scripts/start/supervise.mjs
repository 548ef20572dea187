// `npm start` from the first file to the last goodbye. Its packages may not be there yet: see start.mjs.
import { openDirectory } from '../database/binaries.mjs'
import { endLeftServer, requirePort } from './app.mjs'
import { claim, forget, pidFile } from './lock.mjs'
import { ensurePackages } from './packages.mjs'
import { watchForEnd } from './signals.mjs'

/** Starts all, waits for the end, stops all in reverse order. Resolves to the exit code. */
export async function supervise(settings) {
  openDirectory(settings.data)
  const file = pidFile(settings.data, 'start')
  const other = claim(file)
  if (other) throw new Error(`already running as process ${other} on ${settings.data}; stop that one first`)
  const undo = [() => forget(file)]
  const signal = watchForEnd()
  const asked = new Promise((resolve) => signal.addEventListener('abort', resolve))
  try {
    await endLeftServer(pidFile(settings.data, 'app'))
    await requirePort(settings.port, settings.host)
    await ensurePackages(signal)
    const { serve } = await import('./serve.mjs')
    // Whatever is half-started when we are asked to end must have reached `undo` before we go on.
    const { ended } = await serve(settings, undo, signal)
    await Promise.race([asked, ended])
    return 0
  } catch (error) {
    if (signal.aborted) return 0
    throw error
  } finally {
    if (signal.aborted) console.log('Stopping …')
    for (const step of undo.reverse()) await step()
  }
}
