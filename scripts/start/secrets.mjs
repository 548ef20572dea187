import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** A secret of `name` in the data directory, made once and readable for its owner alone. */
export function keptSecret(data, name) {
  const file = path.join(data, name)
  if (!fs.existsSync(file)) {
    fs.writeFileSync(`${file}.new`, `${randomSecret()}\n`, { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
  }
  return fs.readFileSync(file, 'utf8').trim()
}

export const randomSecret = (bytes = 32) => randomBytes(bytes).toString('base64url')
