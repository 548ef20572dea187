import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { inRoot, root } from '../root.mjs'

/** Installs the packages of package-lock.json unless they are there. Throws with one line when that cannot be. */
export function ensurePackages() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}`)
  if (installed()) return
  console.log('Installing packages …')
  // The demo's voice pipeline and the tests need the development packages, whatever NODE_ENV says.
  const words = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const [program, args] = npm ? [process.execPath, [npm, ...words]] : ['npm', words]
  const done = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (done.status !== 0) throw new Error('the packages could not be installed (npm ci failed, see above)')
}

/** npm writes node_modules/.package-lock.json last, so it lists what is there; packages of other platforms are optional. */
function installed() {
  const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages
  try {
    const wanted = read(inRoot('package-lock.json'))
    const there = read(inRoot('node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(([name, { version, optional, devOptional }]) => {
      if (name === '') return true
      return there[name] ? there[name].version === version : Boolean(optional || devOptional)
    })
  } catch {
    return false
  }
}
