import pkg from '../package.json'

/** What the process is told by its environment; read when asked, so that tests and scripts may set it first. */
const required = (name: string) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; start Phasegate with "npm start", which sets it`)
  return value
}

export const version = pkg.version
export const databaseUrl = () => required('DATABASE_URL')
/** Where people and agents reach this server, without a slash at the end. */
export const baseUrl = () =>
  (process.env.NEXTAUTH_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/+$/, '')
