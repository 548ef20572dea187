import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
export const inRoot = (...parts) => path.join(root, ...parts)
export const dataDirectory = (env = process.env) => path.resolve(root, env.PHASEGATE_DATA || '.data')
