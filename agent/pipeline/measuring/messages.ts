import type { Measurement } from '@/lib/core/wire'
import { exactly, monotonicMs } from '../../measuring/clock'
import { VoiceClient } from './client'
import type { House } from './house'

const PER_SECOND = 200
const MESSAGES = 1_000
const WARM_UP = 100
const ANSWER_MS = 10_000

/**
 * Open loop: messages leave on a fixed schedule whether or not earlier ones were answered, and their time counts from
 * the moment they should have left, so that a server that stalls cannot hide it by slowing the client down.
 */
export async function messages(house: House): Promise<Measurement[]> {
  const { client } = await VoiceClient.open((await house.server()).port, 'pinger')
  const roundTrips: number[] = []
  const sends: number[] = []
  const total = WARM_UP + MESSAGES
  const intended = (id: number, started: number) => started + (id * 1000) / PER_SECOND
  try {
    const started = monotonicMs() + 20
    const stop = client.listen(({ at, event }) => {
      if (event?.type !== 'pong' || event.id < WARM_UP) return
      roundTrips.push(at - intended(event.id, started))
      sends.push(at - event.at)
    })
    const last = client.next(
      'last pong',
      ({ event }) => event?.type === 'pong' && event.id === total - 1,
      (total * 1000) / PER_SECOND + ANSWER_MS,
    )
    const send = async () => {
      for (let id = 0; id < total; id++) {
        await exactly(intended(id, started))
        client.say({ type: 'ping', id })
      }
    }
    await Promise.all([last, send()])
    stop()
  } finally {
    await client.close()
  }
  if (roundTrips.length !== MESSAGES)
    throw new Error(`${roundTrips.length} of ${MESSAGES} messages came back`)
  return [
    { metric: 'websocket_round_trip', unit: 'ms', samples: roundTrips },
    { metric: 'websocket_send_latency', unit: 'ms', samples: sends },
  ]
}
