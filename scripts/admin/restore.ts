import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { databaseUrl } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { readDirectory } from './options'
import { listMigrations, listTables, type Manifest } from './tables'

/** Fills an empty database with a backup, in one transaction: all of it or nothing. */
export async function restore(words: string[]) {
  const directory = readDirectory(words)
  const manifest = await readManifest(directory)
  const sql = postgres(databaseUrl(), { max: 1, onnotice: () => {} })
  await sql.begin(async (tx) => {
    const here = await listMigrations(tx)
    if (JSON.stringify(here) !== JSON.stringify(manifest.migrations))
      throw new AppError(
        'conflict',
        'The backup was made by another version of Phasegate; restore it with that one.',
      )
    const tables = await listTables(tx)
    for (const name of tables) {
      const [row] = await tx`select 1 from ${tx(name)} limit 1`
      if (row)
        throw new AppError(
          'conflict',
          'The database has data already; a backup is restored into an empty one only.',
        )
    }
    for (const name of tables) {
      const target = await tx`copy ${tx(name)} from stdin`.writable()
      await pipeline(createReadStream(path.join(directory, `${name}.copy`)), target)
    }
  })
  await sql.end()
  console.log(`Restored the backup of ${manifest.createdAt}.`)
}

/** The manifest, after every file was found to be as it was saved. */
async function readManifest(directory: string): Promise<Manifest> {
  let manifest: Manifest
  try {
    manifest = JSON.parse(await readFile(path.join(directory, 'manifest.json'), 'utf8'))
  } catch {
    throw new AppError('not_found', `${directory} holds no backup (manifest.json cannot be read).`)
  }
  if (manifest.product !== 'phasegate')
    throw new AppError('not_found', `${directory} holds no Phasegate backup.`)
  for (const { name, sha256 } of manifest.tables) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(path.join(directory, `${name}.copy`)), hash)
    if (hash.digest('hex') !== sha256) throw new AppError('conflict', `${name}.copy is not as it was saved.`)
  }
  return manifest
}
