// node --import tsx agent/pipeline/serve.ts [COMMAND [ARGUMENT…]]: the reference voice pipeline behind all its doors, for the agent's probes
// to measure from outside (probes.yml and host.yml beside this file): as long as the command runs, which is told the database in PIPELINE_URL,
// or until Ctrl-C. Writes what the probes say to it into recordings/.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startDoors } from './doors/start'
import { House } from './measuring/house'
import { note } from './measuring/note'
import { writeRecordings } from './recordings'

const PORTS = { voice: 8799, wyoming: 8800, openai: 8801 }

/** The database as the server sees it: in the schema of this run. */
function addressOf({ url, schema }: { url: string; schema: string }): string {
  const address = new URL(url)
  address.searchParams.set('options', `-c search_path=${schema}`)
  return address.href
}

async function run(program: string, args: string[], url: string): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, PIPELINE_URL: url } })
  // the terminal's Ctrl-C reaches the command by itself; what it leaves is ours to stop
  process.on('SIGINT', () => {}).on('SIGTERM', () => child.kill('SIGTERM'))
  const [code] = await once(child, 'exit')
  return code ?? 1
}

async function untilStopped(url: string): Promise<number> {
  note(
    `ws://127.0.0.1:${PORTS.voice}, Wyoming on port ${PORTS.wyoming}, http://127.0.0.1:${PORTS.openai}/v1, PIPELINE_URL=${url}; Ctrl-C ends`,
  )
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  return 0
}

async function main([program, ...args]: string[]): Promise<number> {
  process.env.PIPELINE_PORT = String(PORTS.voice)
  const house = new House()
  try {
    await writeRecordings(fileURLToPath(new URL('recordings', import.meta.url)))
    await house.server()
    const doors = await startDoors(PORTS)
    const url = addressOf(await house.database())
    try {
      return await (program === undefined ? untilStopped(url) : run(program, args, url))
    } finally {
      await doors.stop()
    }
  } finally {
    await house.close()
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  return 1
})
