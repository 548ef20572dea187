import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { databaseUrl } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { readDirectory } from './options'
import { listMigrations, listTables, type Manifest } from './tables'

/** Copies every table, as of one moment, into files of PostgreSQL's COPY format. Needs no PostgreSQL tools. */
export async function backup(words: string[]) {
  const directory = readDirectory(words)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  if ((await readdir(directory)).length) throw new AppError('conflict', `${directory} is not empty.`)
  // A pool of its own: the app's ends statements that take long.
  const sql = postgres(databaseUrl(), { max: 1, onnotice: () => {} })
  const manifest = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const tables: Manifest['tables'] = []
    for (const name of await listTables(tx)) {
      const source = await tx`copy ${tx(name)} to stdout`.readable()
      const file = path.join(directory, `${name}.copy`)
      tables.push({ name, ...(await save(source, file)) })
    }
    return {
      product: 'phasegate',
      createdAt: new Date().toISOString(),
      migrations: [...(await listMigrations(tx))],
      tables,
    } satisfies Manifest
  })
  await sql.end()
  // Written last: a directory without it is no backup.
  await writeFile(path.join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
  })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`Saved ${rows} rows of ${manifest.tables.length} tables in ${directory}.`)
}

async function save(source: Readable, file: string) {
  const hash = createHash('sha256')
  let rows = 0
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      // COPY's text format escapes line breaks in values, so each one ends a row.
      for (const byte of chunk) if (byte === 10) rows++
      done(null, chunk)
    },
  })
  await pipeline(source, count, createWriteStream(file, { mode: 0o600, flush: true }))
  // postgres.js pauses its socket while we write, and never lets it go on when the table ended in the meantime.
  source._read(0)
  return { rows, sha256: hash.digest('hex') }
}
