import type { Measurement } from '@/lib/core/wire'
import { monotonicMs } from '../../measuring/clock'
import { VoiceClient } from './client'
import type { House } from './house'

const REQUESTS = 65
const WARM_UP = 5
const TEXTS = [
  'Okay, I will turn on the kitchen light.',
  'It will be sunny. The high is 21 degrees.',
  'Your timer is set for ten minutes.',
  'Sure. I play the next song now.',
  'It is half past nine.',
]

/** From the request over the WebSocket to the first audio in the client's hands. */
export async function synthesis(house: House): Promise<Measurement[]> {
  const { client } = await VoiceClient.open((await house.server()).port, 'reader')
  const samples: number[] = []
  try {
    for (let i = -WARM_UP; i < REQUESTS; i++) {
      const first = client.next('audio', (arrival) => (arrival.audio?.length ?? 0) > 0)
      const spoken = client.event('spoken')
      const asked = monotonicMs()
      client.say({ type: 'speak', text: TEXTS[(i + WARM_UP) % TEXTS.length]! })
      const [{ at }] = await Promise.all([first, spoken])
      if (i >= 0) samples.push(at - asked)
    }
  } finally {
    await client.close()
  }
  return [{ metric: 'tts_first_chunk', unit: 'ms', samples }]
}
