import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { serverUser } from './binaries.mjs'

const { PATH, SystemRoot } = process.env
/** The server runs as somebody who must not read our secrets, so it gets no more of our environment than it needs. */
export const neutral = { PATH, ...(SystemRoot && { SystemRoot }), LC_ALL: 'C', LANG: 'C', TZ: 'UTC' }

/** Runs initdb beside the final place and moves the result there, so that a killed start leaves nothing half-made. */
export function makeCluster(programs, files) {
  const user = serverUser()
  const give = (file, { uid, gid }) => uid !== undefined && fs.chownSync(file, uid, gid)
  removeHalves(files.data)
  // A name of our own: the initdb of a killed start may still be writing to the other.
  const half = `${files.data}.new-${process.pid}`
  fs.mkdirSync(half, { mode: 0o700 })
  give(half, user)
  fs.writeFileSync(files.password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  give(files.password, user)
  const access = ['-U', 'phasegate', '-A', 'scram-sha-256', `--pwfile=${files.password}`]
  const made = spawnSync(path.join(programs, 'initdb'), ['-D', half, ...access, '-E', 'UTF8', '--locale=C'], {
    ...user,
    env: neutral,
    cwd: '/',
    encoding: 'utf8',
  })
  if (user.uid !== undefined) give(files.password, { uid: 0, gid: 0 })
  if (made.status !== 0) throw new Error(`the database could not be made: ${made.error ?? made.stderr}`)
  fs.renameSync(half, files.data)
}

function removeHalves(data) {
  const home = path.dirname(data)
  for (const name of fs.readdirSync(home).filter((name) => name.startsWith(`${path.basename(data)}.new`)))
    try {
      fs.rmSync(path.join(home, name), { recursive: true, force: true })
    } catch {
      // Still being written to; the next new cluster here takes it away.
    }
}
