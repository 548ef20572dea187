// Prisma's own schema engine, compiled to WebAssembly, over plain pg: nothing is downloaded but npm packages.
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { inRoot } from '../root.mjs'
import { createDatabase, dropDatabase, withDatabase } from './sql.mjs'

const INTERNAL_CHAR = 18
const TEXT = 25

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

function adapterFactory(url, connect) {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url),
    // The adapter's own ignores the name and drops its shadow database while still connected to it.
    async connectToShadowDb() {
      const shadowUrl = withDatabase(url, `phasegate_shadow_${randomUUID()}`)
      await createDatabase(shadowUrl)
      const shadow = await openAdapter(shadowUrl)
      const dispose = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await dispose()
        await dropDatabase(shadowUrl)
      }
      return shadow
    },
  }
}

async function openAdapter(url) {
  const adapter = await new PrismaPg({ connectionString: url, max: 4 }).connect()
  let disposed
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = () => (disposed ??= dispose())
  readInternalChars(adapter)
  // The adapter cuts scripts at every ';', in function bodies and comments too; PostgreSQL takes them whole.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return adapter
}

/** The adapter refuses the type "char" of PostgreSQL's own catalogue, which the engine reads. */
function readInternalChars(adapter) {
  const performIO = adapter.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw
  adapter.queryRaw = async (query) => {
    let internal = []
    const reader = Object.create(adapter)
    reader.performIO = async (statement) => {
      const result = await performIO(statement)
      internal = result.fields.map((field) => field.dataTypeID === INTERNAL_CHAR)
      const fields = result.fields.map((field, i) =>
        internal[i] ? { ...field, name: field.name, dataTypeID: TEXT } : field,
      )
      return { ...result, fields }
    }
    const answer = await queryRaw.call(reader, query)
    const columnTypes = answer.columnTypes.map((type, i) => (internal[i] ? ColumnTypeEnum.Character : type))
    return { ...answer, columnTypes }
  }
}
