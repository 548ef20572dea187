import { theilSen } from '@/lib/core/slope'
import type { Measurement } from '@/lib/core/wire'
import { monotonicMs } from '../../measuring/clock'
import { VoiceClient } from './client'
import type { House } from './house'
import { note } from './note'

const CREATIONS = 100
const WARM_UP = 20
const SESSIONS = 120
const EVERY = 5
const COLLECTIONS = 4
const MB = 1e6
/** Half a second of a silent room, to put the wake word engine to use. */
const QUIET = Buffer.alloc(16_000)

/** From asking for a connection to a session that is stored and usable. */
export async function sessionCreation(house: House): Promise<Measurement[]> {
  const { port } = await house.server()
  const samples: number[] = []
  for (let i = -WARM_UP; i < CREATIONS; i++) {
    const started = monotonicMs()
    const { client, ready } = await VoiceClient.open(port, 'visitor')
    await client.close()
    if (i >= 0) samples.push(ready.at - started)
  }
  return [{ metric: 'session_creation_latency', unit: 'ms', samples }]
}

async function wholeSession(port: number, person: string) {
  const { client } = await VoiceClient.open(port, person)
  try {
    client.stream(QUIET)
    for (const text of ['turn on the kitchen light', 'what time is it', 'play some music', 'tell me a story'])
      await client.turn(text)
    const spoken = client.event('spoken')
    client.say({ type: 'speak', text: 'Good night.' })
    await spoken
  } finally {
    await client.close()
  }
}

/** What a session leaves behind: the slope of the server's memory over many sessions, all of them ended. */
export async function memoryGrowth(house: House): Promise<Measurement[]> {
  const server = await house.server()
  for (let i = 0; i < WARM_UP; i++) await wholeSession(server.port, `warm-up-${i}`)
  if (server.proportionalBytes() === null)
    note('memory growth: no /proc/PID/smaps_rollup here; resident set size instead of proportional')
  const [sessions, megabytes]: [number[], number[]] = [[], []]
  for (let i = 0; i <= SESSIONS; i++) {
    if (i % EVERY === 0) {
      const { residentBytes } = await server.memory(COLLECTIONS)
      sessions.push(i)
      megabytes.push((server.proportionalBytes() ?? residentBytes) / MB)
    }
    if (i < SESSIONS) await wholeSession(server.port, `person-${i}`)
  }
  note(
    `memory growth: ${megabytes[0]!.toFixed(1)} MB before, ${megabytes.at(-1)!.toFixed(1)} MB after ${SESSIONS} sessions`,
  )
  const { slope, low, high } = theilSen(megabytes, sessions)
  return [
    {
      metric: 'memory_growth_per_session',
      unit: 'MB',
      value: slope,
      low: low ?? undefined,
      high: high ?? undefined,
    },
  ]
}

const CONVERSATIONS = 60
/** The first conversations pay for what is made once. */
const UNCOUNTED = 5
/** Enough to fill the context window and to prune it. */
const TURNS = 30

/** How much the server's heap grows from the first to the last turn of one long conversation. */
export async function sessionMemory(house: House): Promise<Measurement[]> {
  const server = await house.server()
  const samples: number[] = []
  for (let i = -UNCOUNTED; i < CONVERSATIONS; i++) {
    const { client } = await VoiceClient.open(server.port, `talker-${i}`)
    try {
      const before = await server.memory(1)
      for (let turn = 0; turn < TURNS; turn++)
        await client.turn(`tell me about number ${turn} ${'and what is next to it '.repeat(8)}`)
      const after = await server.memory(1)
      if (i >= 0) samples.push((after.heapBytes - before.heapBytes) / MB)
    } finally {
      await client.close()
    }
  }
  return [{ metric: 'session_memory_growth', unit: 'MB', samples }]
}
