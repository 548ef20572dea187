import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { inRoot, root } from '../root.mjs'
import { alone } from './lock.mjs'

const ignored = /(^|\/)(generated|dist|node_modules)$|\.test\.tsx?$/

/** A hash over the names and contents of files and directories below the root; tests and made files do not count. */
export function fingerprint(places) {
  const hash = createHash('sha256')
  const walk = (place) => {
    const name = path.relative(root, place)
    if (ignored.test(name) || !fs.existsSync(place)) return
    if (fs.statSync(place).isDirectory())
      for (const child of fs.readdirSync(place).sort()) walk(path.join(place, child))
    else hash.update(`${name}\0`).update(fs.readFileSync(place)).update('\0')
  }
  for (const place of places) walk(inRoot(place))
  return hash.digest('hex')
}

/** Does `work` unless `mark` says it was done for the same `key`. A killed work leaves no mark. Resolves to whether it did. */
export async function onceFor(mark, key, work, signal) {
  const file = inRoot(mark)
  const done = () => fs.existsSync(file) && fs.readFileSync(file, 'utf8') === key
  if (done()) return false
  return alone(async () => {
    if (done()) return false
    fs.rmSync(file, { force: true })
    await work()
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, key)
    return true
  }, signal)
}
