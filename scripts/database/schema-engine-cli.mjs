#!/usr/bin/env node
// Stands where Prisma's CLI expects its native engine (PRISMA_SCHEMA_ENGINE_BINARY): JSON-RPC on stdin and stdout.
import { createInterface } from 'node:readline'
import { openEngine } from './schema-engine.mjs'
import { createDatabase, databaseOf, withClient } from './sql.mjs'

const words = process.argv.slice(2)
const after = (word) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined)
const url = JSON.parse(after('--datasource') ?? '{}').url ?? process.env.DATABASE_URL

const ping = () => withClient(url, (client) => client.query('select 1'))
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

/** Ends a one-shot command the way the CLI reads it: the last log line on stderr carries the error. */
async function once(work, codeOf) {
  try {
    await work()
    process.exit(0)
  } catch (error) {
    const fields = { message: error.message, is_panic: false, error_code: codeOf(error), meta: {} }
    const line = {
      timestamp: new Date().toISOString(),
      level: 'ERROR',
      fields,
      target: 'schema_engine::logger',
    }
    process.stderr.write(`${JSON.stringify(line)}\n`)
    process.exit(1)
  }
}

let engine
async function answer({ method, params }) {
  if (method === 'createDatabase') {
    await createDatabase(url)
    return { databaseName: databaseOf(url) }
  }
  if (method === 'ensureConnectionValidity') {
    await ping()
    return {}
  }
  engine ??= (await openEngine(url, params?.schema ?? (params?.to?.files ? params.to : undefined))).engine
  if (method === 'getDatabaseVersion') return engine.version()
  return (await engine[method](params)) ?? {}
}

async function serve() {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = line.trim() ? JSON.parse(line) : {}
    // Lines without a method acknowledge what was printed.
    if (!method) continue
    try {
      const result = await answer({ method, params })
      if (method === 'diff' && result.stdout != null) {
        send({ id: `print-${id}`, method: 'print', params: { content: result.stdout } })
        result.stdout = null
      }
      send({ id, result })
    } catch (error) {
      const data = {
        is_panic: false,
        message: error.message,
        meta: error.meta ?? null,
        error_code: error.code ?? null,
      }
      send({
        id,
        error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
      })
    }
  }
  process.exit(0)
}

if (words.includes('--version')) console.log('schema-engine-wasm')
else if (words.includes('can-connect-to-database'))
  await once(ping, (error) => (error.code === '3D000' ? 'P1003' : 'P1001'))
else if (words.includes('create-database'))
  await once(
    () => createDatabase(url),
    () => 'P1000',
  )
else await serve()
