// One PostgreSQL cluster in a directory, started, found again after a crash, and stopped.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { placeCluster, serverUser } from './binaries.mjs'
import { makeCluster, neutral } from './make-cluster.mjs'
import { freePort } from './ports.mjs'
import { alive, commandOf } from './processes.mjs'
import { answersAs, databaseUrl } from './sql.mjs'

/**
 * Starts the cluster of `directory`, made if new, or adopts the server that a killed earlier start left behind.
 * It listens on 127.0.0.1 alone. `stop` ends it cleanly; it outlives this process otherwise.
 */
export async function startCluster(directory, { port } = {}) {
  const { programs, home } = placeCluster(path.resolve(directory))
  const files = {
    home,
    data: path.join(home, 'postgres'),
    password: path.join(home, 'postgres-password'),
    log: path.join(home, 'postgres.log'),
  }
  if (!fs.existsSync(files.data)) makeCluster(programs, files)
  const password = fs.readFileSync(files.password, 'utf8').trim()
  const found = await adopt(files, password)
  const server = found ?? (await launch(programs, files, port || (await freePort())))
  return {
    ...server,
    home,
    // Root's own home cannot be entered by the server's user: then the files are not in `directory`.
    moved: home !== path.resolve(directory),
    adopted: found !== null,
    url: (database) => databaseUrl({ port: server.port, password, database }),
    stop: () => stopServer(server.pid),
  }
}

/** The first lines of postmaster.pid: pid, …, port (4th), state (8th); null while there is none. */
function readPidFile(data) {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

async function adopt(files, password) {
  for (let waited = 0; waited < 20_000; waited += 100) {
    const left = readPidFile(files.data)
    if (!left || !alive(left.pid)) return null
    if (await answersAs(databaseUrl({ port: left.port, password, database: 'postgres' }), files.data))
      return left
    if (!commandOf(left.pid).includes(files.data)) {
      // The number now belongs to another program. A dead server's file is left to PostgreSQL, which knows best.
      fs.rmSync(path.join(files.data, 'postmaster.pid'), { force: true })
      return null
    }
    await sleep(100)
  }
  throw new Error(`a database server in ${files.data} neither answers nor ends; see ${files.log}`)
}

/** The sessions of a killed server take a moment to end, and PostgreSQL refuses to start beside them. */
async function launch(programs, files, port, patience = 10_000) {
  for (const until = Date.now() + patience; ; await sleep(200)) {
    const server = await tryLaunch(programs, files, port)
    if (server.pid) return server
    if (Date.now() > until) throw new Error(`the database did not start (${server.ended}); see ${files.log}`)
  }
}

async function tryLaunch(programs, files, port) {
  const log = fs.openSync(files.log, 'a', 0o600)
  const options = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
  ]
  // In a group of its own: Ctrl-C then reaches only the supervisor, which stops the database last.
  const child = spawn(
    path.join(programs, 'postgres'),
    ['-D', files.data, '-p', String(port), ...options.flatMap((option) => ['-c', option])],
    { ...serverUser(), env: neutral, cwd: '/', stdio: ['ignore', log, log], detached: true },
  )
  fs.closeSync(log)
  child.unref()
  let ended = null
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    ended = `it ended with ${code ?? signal}`
  })
  for (let waited = 0; waited < 60_000 && ended === null; waited += 20) {
    const state = readPidFile(files.data)
    if (state?.pid === child.pid && state.ready) return { pid: child.pid, port }
    await sleep(20)
  }
  return { ended: ended ?? 'not ready in a minute' }
}

async function stopServer(pid) {
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
  for (const [signal, patience] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
  ]) {
    if (!alive(pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < patience && alive(pid); waited += 10) await sleep(10)
  }
}
