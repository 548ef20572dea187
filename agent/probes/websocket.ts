import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { MAX_SAMPLES } from '@/lib/core/wire'
import { openLoop } from '../measuring/open-loop'
import { headers, regex, seconds } from '../measuring/settings'
import { Tally } from '../measuring/tally'
import type { Probe } from './probe'
import { type KeyOf, Line } from './websocket/line'
import { fill, isUnique, valueAt } from './websocket/template'

const settings = z
  .strictObject({
    url: z.url({ protocol: /^wss?$/, error: 'must be a ws:// or wss:// address' }),
    /** Text, or JSON written as YAML. `{{id}}` and `{{i}}` (a number) make each message its own. */
    send: z
      .union([z.string().min(1), z.record(z.string(), z.unknown())])
      .default({ type: 'ping', id: '{{id}}' }),
    /** Which message an answer answers: `echo` the same text, `next` the oldest unanswered, or where the answer has its id. */
    match: z
      .string()
      .regex(/^(?:echo|next|\$\.\S+)$/, 'must be echo, next, or a path such as $.id')
      .default('$.id'),
    /** What a right answer's text contains, as a regular expression. */
    expect: regex.optional(),
    /** Messages a second over all connections, on a fixed schedule. */
    rate: z.number().positive().max(10_000).default(100),
    connections: z.int().min(1).max(1_000).default(1),
    /** Seconds from the intended send within which an answer counts. */
    patience: seconds.default(5),
    subprotocol: z.string().min(1).optional(),
    headers: headers.optional(),
  })
  .superRefine(({ match, send }, ctx) => {
    if (match.startsWith('$') && !isUnique(send))
      ctx.addIssue({
        code: 'custom',
        path: ['send'],
        message: `needs {{id}} or {{i}} to be matched by ${match}`,
      })
  })

const SAMPLES = 1_000
const WARM_UP = 100
/** More than a server that is alive lets pile up. */
const MOST_WAITING = 10_000

const measures = {
  round_trip: { unit: 'ms' },
  send: { unit: 'ms' },
  connect: { unit: 'ms' },
  failure_rate: { unit: '%', beside: true as const },
}

/** Round trips over a WebSocket in an open loop, each from the moment its message should have left. */
export const websocket: Probe<typeof settings> = {
  kind: 'websocket',
  settings,
  measures,
  async launch({ url, send, match, expect, rate, connections, patience, ...given }, context) {
    const tally = new Tally()
    const prefix = randomUUID().slice(0, 8)
    const right = expect === undefined ? null : new RegExp(expect)
    const options = { headers: given.headers, handshakeTimeout: patience * 1000 }
    const keyOf: KeyOf =
      match === 'next' ? () => '' : match === 'echo' ? (text) => text : (text) => valueAt(match, text)
    const byNumber = match.startsWith('$') && !JSON.stringify(send).includes('{{id}}')
    const warmup = context.warmup ?? WARM_UP
    const lines: Line[] = []
    try {
      for (let n = 0; n < connections && !context.signal.aborted; n++) {
        lines.push(await Line.open(url, given.subprotocol, options, keyOf))
        tally.add('connect', lines.at(-1)!.connectMs)
      }
      const { tries, counts } = await openLoop(
        {
          perSecond: rate,
          count: Math.min(context.samples ?? SAMPLES, MAX_SAMPLES),
          warmup,
          patienceMs: patience * 1000,
          maxWaiting: MOST_WAITING,
          signal: context.signal,
        },
        (i) => {
          const id = `${prefix}-${i}`
          const text = fill(send, id, i)
          const key = match === 'next' ? '' : match === 'echo' ? text : byNumber ? String(i) : id
          return lines[i % lines.length]!.ask(key, text, (ms) => {
            if (i >= warmup) tally.add('send', ms)
          })
        },
      )
      for (const { intended, answer } of tries)
        if ('error' in answer) tally.fail(answer.error)
        else if (right && !right.test(answer.value)) tally.fail('an answer other than expected')
        else tally.pass({ round_trip: answer.at - intended })
      return tally.launch(measures, context, counts)
    } finally {
      await Promise.all(lines.map((line) => line.close()))
    }
  },
}
