import type { Measurement } from '@/lib/core/wire'
import { monotonicMs } from '../../measuring/clock'
import { filterResponse } from '../response-filter'

const PASSES = 100
const WARM_UP = 50

/** Answers as language models write them. */
const ANSWERS = [
  'Okay, I will **turn on the kitchen light**. 👍',
  'It is *half past nine*. See [the clock](https://clock.example/now).',
  '# Today\n\n- 9:00 stand-up\n- 11:00 review with **Jane** (jane.doe@mail.example.org)\n- 15:30 call +44 20 7946 0958',
  'Run `npm start`, then open https://localhost.example:3000/setup?first=1 in your browser.',
  '```js\nconst lights = await house.find("light")\nfor (const light of lights) light.off()\n```\nThat turns all lights off.',
  'The recipe needs:\n1. two eggs\n2. 200 g of flour\n3. a pinch of salt\n\nMix **well**, wait *ten* minutes, then bake. 🥞',
  `Once upon a time there was a house that listened. ${'It turned on the light, and the light was warm. '.repeat(20)}`,
  'Your card 4111 1111 1111 1111 was charged. <b>Thank you!</b>',
]

/** One answer through the whole filter. */
export async function filter(): Promise<Measurement[]> {
  const samples: number[] = []
  for (let pass = -WARM_UP; pass < PASSES; pass++)
    for (const answer of ANSWERS) {
      const started = monotonicMs()
      filterResponse(answer)
      const took = monotonicMs() - started
      if (pass >= 0) samples.push(took)
    }
  return [{ metric: 'response_filter_latency', unit: 'ms', samples }]
}
