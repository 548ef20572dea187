// The few statements the scripts need, over plain pg.
import pg from 'pg'

export function databaseUrl({ port, password, database }) {
  return `postgresql://phasegate:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

/** The same server, another database. */
export function withDatabase(url, database) {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.href
}

export const databaseOf = (url) => decodeURIComponent(new URL(url).pathname.slice(1))

/**
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A connection that breaks while idle would otherwise end the whole process.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export async function answersAs(url, dataDirectory) {
  try {
    const { rows } = await withClient(url, (client) => client.query('show data_directory'))
    return rows[0].data_directory === dataDirectory
  } catch {
    return false
  }
}

const quoted = (name) => pg.escapeIdentifier(name)

/** Makes the database that `url` names when the server has none of that name. */
export async function ensureDatabase(url) {
  const name = databaseOf(url)
  await withClient(withDatabase(url, 'postgres'), async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${quoted(name)}`)
  })
  return url
}

export async function createDatabase(url) {
  await withClient(withDatabase(url, 'postgres'), (client) =>
    client.query(`create database ${quoted(databaseOf(url))}`),
  )
}

export async function dropDatabase(url) {
  await withClient(withDatabase(url, 'postgres'), (client) =>
    client.query(`drop database if exists ${quoted(databaseOf(url))} with (force)`),
  )
}

/** What a power cut must not be able to take: true only when the server promises it. */
export async function assertDurable(url) {
  await withClient(url, async (client) => {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      const { rows } = await client.query('select current_setting($1) as value', [setting])
      if (rows[0].value !== 'on')
        throw new Error(`the database has ${setting} = ${rows[0].value}; it must be on`)
    }
  })
}
