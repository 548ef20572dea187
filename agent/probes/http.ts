import * as z from 'zod'
import { closedLoop } from '../measuring/closed-loop'
import { connections, type Exchange, exchange } from '../measuring/exchange'
import { openLoop, type Try } from '../measuring/open-loop'
import { headers, regex, seconds, webAddress } from '../measuring/settings'
import { Tally } from '../measuring/tally'
import { type Expectation, wrongness } from './http/expectation'
import type { Probe } from './probe'

const json = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])

const settings = z
  .strictObject({
    url: webAddress,
    method: z
      .string()
      .regex(/^[A-Z]+$/, 'must be a method such as GET')
      .default('GET'),
    headers: headers.optional(),
    /** Text as it is, or JSON written as YAML. */
    body: z.union([z.string(), json]).optional(),
    /** What a right answer is: its status, and what its body matches (a regular expression) or contains (JSON). */
    expect: z
      .strictObject({ status: z.int().min(100).max(599).optional(), body: z.union([regex, json]).optional() })
      .default({}),
    /** Open loop: requests a second, on a fixed schedule. */
    rate: z.number().positive().max(10_000).optional(),
    /** Closed loop instead: so many requests at a time, each as soon as the last was answered. For throughput. */
    concurrency: z.int().min(1).max(1_000).optional(),
    keepAlive: z.boolean().default(true),
    /** Seconds within which an answer counts. */
    patience: seconds.default(10),
  })
  .refine(({ rate, concurrency }) => rate === undefined || concurrency === undefined, {
    path: ['concurrency'],
    error: 'is a closed loop and does not go with rate',
  })

const RATE = 50
const SAMPLES = 1_000
const WARM_UP = 50
const MOST_WAITING = 1_000

const measures = {
  latency: { unit: 'ms' },
  first_byte: { unit: 'ms' },
  connect: { unit: 'ms' },
  throughput: { unit: 'ops/s' },
  failure_rate: { unit: '%', beside: true as const },
}

/** Requests over HTTP: an open loop at a rate, or a closed one of so many at a time. */
export const http: Probe<typeof settings> = {
  kind: 'http',
  settings,
  measures,
  async launch({ expect, rate, concurrency, keepAlive, patience, ...given }, context) {
    const { url, method, body } = given
    const agent = connections(url, { keepAlive })
    const stop = () => agent.destroy()
    context.signal.addEventListener('abort', stop)
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const asJson = typeof body === 'object' && { 'content-type': 'application/json' }
    const ask = {
      ...{ url, method, agent, patienceMs: patience * 1000 },
      headers: { ...asJson, ...given.headers },
      body: text === undefined ? undefined : Buffer.from(text),
    }
    const send = async () => {
      const value = await exchange(ask)
      return { at: value.endedAt, value }
    }
    const count = context.samples ?? SAMPLES
    const plan = { count, warmup: context.warmup ?? WARM_UP, signal: context.signal }
    try {
      if (concurrency !== undefined) {
        const tries = await closedLoop({ ...plan, workers: concurrency }, send)
        return judge(tries, expect).launch(measures, context)
      }
      const schedule = { perSecond: rate ?? RATE, patienceMs: ask.patienceMs, maxWaiting: MOST_WAITING }
      const { tries, counts } = await openLoop({ ...plan, ...schedule }, send)
      return judge(tries, expect).launch(measures, context, counts)
    } finally {
      context.signal.removeEventListener('abort', stop)
      agent.destroy()
    }
  },
}

function judge(tries: Try<Exchange>[], expected: Expectation): Tally {
  const tally = new Tally()
  let last = Number.NEGATIVE_INFINITY
  for (const { intended, answer } of tries) {
    const wrong = 'error' in answer ? answer.error : wrongness(answer.value, expected)
    if ('error' in answer || wrong !== null) {
      tally.fail(String(wrong))
      continue
    }
    const { sentAt, connectedAt, answeredAt, endedAt } = answer.value
    last = Math.max(last, endedAt)
    tally.pass({
      latency: endedAt - intended,
      first_byte: answeredAt - intended,
      connect: connectedAt === null ? null : connectedAt - sentAt,
    })
  }
  if (tally.right > 0) tally.set('throughput', (1000 * tally.right) / (last - tries[0]!.intended))
  return tally
}
