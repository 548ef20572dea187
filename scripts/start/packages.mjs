import fs from 'node:fs'
import { inRoot } from '../root.mjs'
import { spawnNpm } from '../run.mjs'
import { alone } from './lock.mjs'

/** Installs the packages of package-lock.json unless they are there. Throws with one line when that cannot be. */
export async function ensurePackages(signal) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}`)
  if (!installed()) await alone(() => installed() || install(signal), signal)
}

async function install(signal) {
  console.log('Installing packages …')
  // The demo's voice pipeline and the tests need the development packages, whatever NODE_ENV says.
  const words = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawnNpm(words, { stdout: 'inherit', stderr: 'inherit', signal })
  const done = await new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
  signal?.throwIfAborted()
  if (!done) throw new Error('the packages could not be installed (npm ci failed, see above)')
}

/** npm writes node_modules/.package-lock.json last, so it lists what is there; packages of other platforms are optional. */
function installed() {
  const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages
  try {
    const wanted = read(inRoot('package-lock.json'))
    const there = read(inRoot('node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(([name, { version, optional, devOptional }]) => {
      if (name === '') return true
      if (!there[name]) return Boolean(optional || devOptional)
      return there[name].version === version && fs.existsSync(inRoot(name, 'package.json'))
    })
  } catch {
    return false
  }
}
