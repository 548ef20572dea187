// node --import tsx agent/pipeline/serve.ts COMMAND [ARGUMENT…]: runs a command beside the reference voice server and its database, and ends
// both with it. The command finds the server on PIPELINE_PORT and the database at PIPELINE_URL.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openDatabase } from './measuring/database'
import { VoiceServer } from './measuring/voice-server'

const PORT = '8799'

/** The database as the server sees it: in the schema of this run. */
function addressOf({ url, schema }: { url: string; schema: string }): string {
  const address = new URL(url)
  address.searchParams.set('options', `-c search_path=${schema}`)
  return address.href
}

async function main([program, ...args]: string[]): Promise<number> {
  if (program === undefined) throw new Error('give the command to run beside the voice server')
  process.env.PIPELINE_PORT ??= PORT
  const database = await openDatabase()
  try {
    const server = await VoiceServer.start(database)
    try {
      const env = { ...process.env, PIPELINE_URL: addressOf(database) }
      const child = spawn(program, args, { stdio: 'inherit', env })
      // the terminal's Ctrl-C reaches the command by itself; what it leaves is ours to stop
      process.on('SIGINT', () => {}).on('SIGTERM', () => child.kill('SIGTERM'))
      const [code] = await once(child, 'exit')
      return code ?? 1
    } finally {
      await server.stop()
    }
  } finally {
    await database.close()
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  return 1
})
