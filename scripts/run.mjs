import { spawnSync } from 'node:child_process'
import { root } from './root.mjs'

/** Runs a Node program to its end, quietly; its output appears only when it fails. Returns its stdout. */
export function runNode(args, env = {}) {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (done.status === 0) return done.stdout
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim()
  throw new Error(`${args.map((arg) => arg.replace(`${root}/`, '')).join(' ')} failed\n${said || done.error}`)
}
