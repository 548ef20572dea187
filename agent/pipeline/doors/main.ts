// The engines behind doors that others have too, in a process of its own: `fork` it with DOORS_WYOMING_PORT and DOORS_OPENAI_PORT (0:
// any) and perhaps DOORS_API_KEY. It tells its parent {wyoming, openai} when both listen, {failure} when they cannot, and ends with it.
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { loadEngines } from './engines'
import { openaiServer } from './openai'
import { wyomingServer } from './wyoming'

export type FromDoors = { wyoming: number; openai: number } | { failure: string }

async function listen(server: Server, port: string | undefined): Promise<number> {
  server.listen(Number(port ?? 0), '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function main(): Promise<FromDoors> {
  const engines = await loadEngines()
  const end = () => {
    engines.synthesiser.close()
    process.exit(0)
  }
  process.once('disconnect', end)
  process.once('SIGTERM', end)
  return {
    wyoming: await listen(wyomingServer(engines), process.env.DOORS_WYOMING_PORT),
    openai: await listen(openaiServer(engines, process.env.DOORS_API_KEY), process.env.DOORS_OPENAI_PORT),
  }
}

const tell = (message: FromDoors) => process.send?.(message)
main().then(tell, (error: Error) => {
  tell({ failure: error.message })
  process.exitCode = 1
  process.disconnect?.()
})
