// The app server as a child that never outlives us.
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { tryPort } from '../database/ports.mjs'
import { inRoot } from '../root.mjs'
import { endGroup, spawnTied } from '../run.mjs'
import { forget, holder } from './lock.mjs'

const next = inRoot('node_modules', 'next', 'dist', 'bin', 'next')
const refuseBadAddress = pathToFileURL(inRoot('scripts', 'start', 'refuse-bad-address.mjs')).href

/** Throws with one line when the port stays taken; a server of ours that is just ending gets a moment. */
export async function requirePort(port, host, patience = 3000) {
  for (let waited = 0; ; waited += 100) {
    try {
      return await tryPort(port, host)
    } catch (error) {
      if (error.code === 'EACCES') throw new Error(`port ${port} may not be used; set PORT to another`)
      if (error.code !== 'EADDRINUSE') throw new Error(`cannot listen on ${host}: ${error.message}; set HOST`)
      if (waited >= patience)
        throw new Error(`port ${port} is taken; set PORT to another, or end the program on it`)
      await sleep(100)
    }
  }
}

/** A server whose supervisor was killed ends by itself; one that hangs is ended here. */
export async function endLeftServer(file) {
  for (let waited = 0; ; waited += 50) {
    const left = holder(file)
    if (!left) return forget(file)
    if (waited >= 1000) endGroup({ pid: left }, 'SIGKILL')
    await sleep(50)
  }
}

/** The environment of everything that works with the app's database. */
export function appEnvironment({ databaseUrl, secret, url, port, host, data, demo }) {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: url,
    PORT: String(port),
    HOST: host,
    PHASEGATE_DATA: data,
    PHASEGATE_DEMO: demo ? '1' : '0',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** Starts `next start` (or `next dev`), tells `begun` its pid, and resolves when it answers. `gone` resolves to how it ended. */
export async function startServer({ env, localUrl, dev = false, stdout = 'ignore', signal, begun }) {
  const child = spawnTied(
    ['--import', refuseBadAddress, next, dev ? 'dev' : 'start', '-p', env.PORT, '-H', env.HOST],
    {
      env: { ...env, NODE_ENV: dev ? 'development' : 'production' },
      stdout,
      stderr: 'inherit',
      signal,
    },
  )
  if (child.pid) begun?.(child.pid)
  let ended = false
  const gone = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true
      resolve(code ?? signal)
    })
  })
  const server = {
    pid: child.pid,
    gone,
    kill: () => endGroup(child, 'SIGKILL'),
    async stop(patience = 5000) {
      endGroup(child)
      const late = setTimeout(() => endGroup(child, 'SIGKILL'), patience)
      await gone
      clearTimeout(late)
    },
  }
  const health = `${localUrl}/api/health`
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (ended) throw new Error(`the app ended while starting (${await gone})`)
    const answer = await fetch(health, { signal: AbortSignal.timeout(2000) }).catch(() => null)
    if (answer?.ok) return server
    await sleep(50)
  }
  await server.stop()
  throw new Error(`the app did not answer at ${health} within a minute`)
}
