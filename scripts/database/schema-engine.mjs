// Prisma's own schema engine, compiled to WebAssembly, over plain pg: nothing is downloaded but npm packages.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { inRoot } from '../root.mjs'
import { adapterFactory, openAdapter } from './engine-adapter.mjs'

export const migrationsDirectory = inRoot('prisma', 'migrations')
export const schemaFile = inRoot('prisma', 'schema.prisma')
export const noFilters = { externalTables: [], externalEnums: [] }

export const readSchema = (file = schemaFile) => ({
  files: [{ path: file, content: fs.readFileSync(file, 'utf8') }],
})

/** The migrations of a directory in the shape the engine wants. */
export function readMigrations(directory = migrationsDirectory) {
  const lock = path.join(directory, 'migration_lock.toml')
  const names = fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir: directory,
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: fs.existsSync(lock) ? fs.readFileSync(lock, 'utf8') : null,
    },
    migrationDirectories: names.map((name) => {
      const value = fs.readFileSync(path.join(directory, name, 'migration.sql'), 'utf8')
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } }
    }),
  }
}

let started = false
function startWasm() {
  if (started) return
  started = true
  // The engine reports a panic through this global, which only Prisma's own CLI sets.
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message(message) {
      this.message = message
    },
  }
  const home = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const module = new WebAssembly.Module(fs.readFileSync(path.join(home, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

/** An engine on the database of `url`; `schema` as of `readSchema`. `close` ends its connections. */
export async function openEngine(url, schema) {
  startWasm()
  const opened = []
  const connect = async (address) => {
    const adapter = await openAdapter(address)
    opened.push(adapter)
    return adapter
  }
  const datamodels = schema?.files.map((file) => [file.path, file.content])
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(url, connect))
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, factory)
  return { engine, close: () => Promise.all(opened.map((adapter) => adapter.dispose())) }
}

export async function withEngine(url, schema, work) {
  const { engine, close } = await openEngine(url, schema)
  try {
    return await work(engine)
  } finally {
    await close()
  }
}
