import path from 'node:path'
import { fileURLToPath } from 'node:url'

// Not import.meta.dirname: a Node.js too old for it must get as far as being told so.
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
export const inRoot = (...parts) => path.join(root, ...parts)
export const dataDirectory = (env = process.env) => path.resolve(root, env.PHASEGATE_DATA || '.data')
