import { dataDirectory } from '../root.mjs'

const loopback = /^(localhost|127(\.\d+){3}|::1)$/
const anywhere = /^(0\.0\.0\.0|::)$/

const inUrl = (host) => (host.includes(':') ? `[${host}]` : host)

/** What the environment asks for, checked; nothing is started yet. */
export function readSettings(env, args = []) {
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`PORT must be 1 to 65535, not "${env.PORT}"`)
  const demo = env.PHASEGATE_DEMO || (env.DATABASE_URL ? '0' : '1')
  if (!['0', '1'].includes(demo))
    throw new Error(`PHASEGATE_DEMO must be 0 or 1, not "${env.PHASEGATE_DEMO}"`)
  const host = env.HOST || '127.0.0.1'
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL))
    throw new Error('DATABASE_URL must begin with postgresql://')
  const open = !loopback.test(host)
  return {
    port,
    host,
    open,
    /** Where people reach it … */
    url: env.NEXTAUTH_URL || `http://${open && !anywhere.test(host) ? inUrl(host) : 'localhost'}:${port}`,
    /** … and where we do. */
    localUrl: `http://${anywhere.test(host) ? '127.0.0.1' : inUrl(host)}:${port}`,
    data: dataDirectory(env),
    databaseUrl: env.DATABASE_URL || null,
    secret: env.NEXTAUTH_SECRET || null,
    demo: demo === '1',
    dev: args.includes('--dev'),
  }
}
