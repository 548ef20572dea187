import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { exactly, monotonicMs } from '@/agent/measuring/clock'
import { websocket } from '@/agent/probes/websocket'
import { launchContext } from '@/agent/testing/launch'
import { median } from '@/lib/core/stats'
import { paired } from './pairs'

const PER_SECOND = 200
const MESSAGES = 400
const WARM_UP = 50

/** The median round trip of the probe, in milliseconds. */
async function probed(url: string): Promise<number> {
  const settings = websocket.settings.parse({ url, rate: PER_SECOND, match: '$.id' })
  const launch = await websocket.launch(settings, launchContext({ samples: MESSAGES, warmup: WARM_UP }))
  const samples = launch.measurements.find((m) => m.metric === 'round_trip')?.samples
  if (launch.failure || samples?.length !== MESSAGES)
    throw new Error(`the probe: ${launch.failure ?? 'lost some'}`)
  return median(samples)
}

/**
 * The median round trip of as little client as there can be: the same pace, messages of the same size, each timed from when it should have
 * left, so that a busy machine is the same for both.
 */
async function bare(url: string): Promise<number> {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const text = JSON.stringify({ type: 'ping', id: '01234567-100' })
  const samples: number[] = []
  const total = WARM_UP + MESSAGES
  const started = monotonicMs() + 10
  const intendedAt = (i: number) => started + (i * 1000) / PER_SECOND
  const all = new Promise<void>((resolve) =>
    socket.on('message', () => {
      samples.push(monotonicMs() - intendedAt(samples.length))
      if (samples.length === total) resolve()
    }),
  )
  for (let i = 0; i < total; i++) {
    await exactly(intendedAt(i))
    socket.send(text)
  }
  await all
  socket.terminate()
  return median(samples.slice(WARM_UP))
}

/** What the agent's probe adds to a round trip, beside a bare client, over the same server in turns. */
export async function roundTrips() {
  const server = fork(fileURLToPath(new URL('echo.ts', import.meta.url)))
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const url = `ws://127.0.0.1:${port}`
  try {
    return await paired(
      'WebSocket round trip as the probe says, beside a bare loop',
      () => probed(url),
      () => bare(url),
    )
  } finally {
    server.disconnect()
  }
}
