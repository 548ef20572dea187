import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { inRoot, root } from './root.mjs'

const PATIENCE = 5000
const watcher = inRoot('scripts', 'start', 'end-with-parent.mjs')

/**
 * Starts a Node program that ends when we do, however we end: a build or a seeding that outlived a killed start would
 * work against the next one. It gets a group of its own, so that Ctrl-C reaches us alone; `signal` ends the group.
 */
export const spawnTied = (args, { env = process.env, ...options } = {}) =>
  tie(process.execPath, ['--import', pathToFileURL(watcher).href, ...args], { ...options, env })

/** The same for npm. Where it is not the npm that runs us, it is a script of its own kind: only its environment reaches the Node within. */
export function spawnNpm(args, options) {
  const npm = process.env.npm_execpath
  if (npm?.endsWith('npm-cli.js')) return spawnTied([npm, ...args], options)
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ''} --import=${pathToFileURL(watcher).href}`
  return tie('npm', args, { ...options, env: { ...process.env, NODE_OPTIONS: nodeOptions.trim() } })
}

function tie(program, args, { env, stdout = 'pipe', stderr = 'pipe', signal }) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...env, PHASEGATE_ENDS_WITH: String(process.pid) },
    stdio: ['ignore', stdout, stderr, 'ipc'],
    detached: true,
    windowsHide: true,
  })
  let late
  const end = () => {
    endGroup(child)
    // npm takes a minute to undo half an install, which the next start does better.
    late = setTimeout(() => endGroup(child, 'SIGKILL'), PATIENCE)
  }
  signal?.addEventListener('abort', end)
  child.once('exit', () => {
    clearTimeout(late)
    signal?.removeEventListener('abort', end)
  })
  if (signal?.aborted) end()
  return child
}

export function endGroup(child, name = 'SIGTERM') {
  if (!child.pid) return
  try {
    if (process.platform === 'win32') child.kill(name)
    else process.kill(-child.pid, name)
  } catch {
    // It is gone already.
  }
}

/** Runs a Node program to its end, quietly; its output appears only when it fails. Resolves to its stdout. */
export function runNode(args, env = {}, signal) {
  return new Promise((resolve, reject) => {
    const child = spawnTied(args, { env: { ...process.env, ...env }, signal })
    let out = ''
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      out += chunk
      said += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      said += chunk
    })
    child.once('error', reject)
    child.once('close', (code, killed) => {
      if (code === 0) return resolve(out)
      const name = args.map((arg) => arg.replace(`${root}/`, '')).join(' ')
      reject(signal?.reason ?? new Error(`${name} failed (${code ?? killed})\n${said.trim()}`))
    })
  })
}
