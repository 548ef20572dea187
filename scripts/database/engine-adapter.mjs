// adapter-pg as the schema engine needs it: three of its faults are mended here.
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { createDatabase, dropDatabase, withDatabase } from './sql.mjs'

const INTERNAL_CHAR = 18
const TEXT = 25

export function adapterFactory(url, connect) {
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

export async function openAdapter(url) {
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
