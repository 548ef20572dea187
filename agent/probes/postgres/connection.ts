import type { Sql } from 'postgres'
import { notHeld } from '../../measuring/settings'

const CONNECT_SECONDS = 10
/** How our own connections are told from those of what is measured. */
export const OUR_NAME = 'phasegate agent'

export type Address = {
  url: string
  /** Host, port and database: what may be shown. */
  place: string
  /** Takes the password out of a text. */
  scrub: (text: string) => string
}

/** The address in an environment variable; a line on what is wrong with it never holds any of it. */
export function addressFrom(name: string): Address | { failure: string } {
  const url = process.env[name]
  if (!url) return { failure: notHeld(name, 'the address of the database') }
  try {
    const { protocol, hostname, port, pathname, password } = new URL(url)
    if (!/^postgres(ql)?:$/.test(protocol)) throw new Error('another protocol')
    const secrets = [password, decodeURIComponent(password)].filter(Boolean)
    return {
      url,
      place: `${hostname}:${port || 5432}${pathname}`,
      scrub: (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '…'), text),
    }
  } catch {
    return { failure: `${name} is no postgresql:// address` }
  }
}

/** One connection, made when it is first used, that can change nothing and waits for no statement longer than it may. */
export async function openConnection({ url }: Address, timeoutSeconds: number): Promise<Sql> {
  const { default: postgres } = await import('postgres')
  return postgres(url, {
    max: 1,
    prepare: true,
    fetch_types: false,
    connect_timeout: CONNECT_SECONDS,
    onnotice: () => {},
    connection: {
      application_name: OUR_NAME,
      default_transaction_read_only: true,
      statement_timeout: Math.ceil(timeoutSeconds * 1_000),
    },
  })
}
