import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ascending, quantile } from '@/lib/core/stats'
import { startSocketServer } from '../testing/socket-server'
import { stalling } from '../testing/stalling'
import { monotonicMs, rest } from './clock'
import { type Answer, type OpenLoop, openLoop } from './open-loop'

const schedule = (given = {}) => ({
  perSecond: 200,
  count: 20,
  warmup: 5,
  patienceMs: 1_000,
  maxWaiting: 1_000,
  signal: new AbortController().signal,
  ...given,
})
const after = async (ms: number): Promise<Answer<string>> => {
  await rest(ms)
  return { at: monotonicMs(), value: 'done' }
}
const latencies = ({ tries }: OpenLoop<unknown>) =>
  tries.flatMap(({ intended, answer }) => ('at' in answer ? [answer.at - intended] : []))

test('leaves on an absolute schedule: neither answers nor lateness move what follows', async () => {
  const sent: number[] = []
  const { tries, counts } = await openLoop(schedule(), (i) => {
    sent[i] = monotonicMs()
    return after(50)
  })
  expect(tries).toHaveLength(20)
  for (const [i, { intended }] of tries.entries()) {
    expect(intended - tries[0]!.intended).toBeCloseTo(i * 5, 3)
    expect(sent[i + 5]! - intended).toBeGreaterThanOrEqual(0)
  }
  expect(counts.dropped).toBe(0)
})

test('a send that this process made late is counted, and timed from when it should have left', async () => {
  const loop = await openLoop(schedule({ warmup: 0 }), async (i) => {
    if (i === 4) for (const until = monotonicMs() + 40; monotonicMs() < until; );
    return { at: monotonicMs(), value: i }
  })
  expect(loop.counts.late).toBeGreaterThanOrEqual(7)
  const all = latencies(loop)
  expect(all[5]).toBeGreaterThan(30)
  expect(all.at(-1)).toBeLessThan(20)
})

test('what is not answered, answered too late, or never sent is dropped and has no latency', async () => {
  const never = new Promise<never>(() => {})
  const silent = await openLoop(schedule({ warmup: 0, count: 4, patienceMs: 80 }), (i) =>
    i === 0 ? never : i === 1 ? after(90) : after(1),
  )
  expect(silent.tries.map(({ answer }) => ('at' in answer ? 'ok' : answer.error))).toEqual([
    ...['no answer in 0.08 s', 'no answer in 0.08 s', 'ok', 'ok'],
  ])
  expect(silent.counts.dropped).toBe(2)
  const crowded = await openLoop(schedule({ warmup: 0, maxWaiting: 3, patienceMs: 50 }), () => never)
  expect(crowded.tries.filter(({ answer }) => 'error' in answer && answer.error === 'not sent').length).toBe(
    17,
  )
  expect(crowded.counts.dropped).toBe(20)
})

test('a failed send is a failure and not a dropped one', async () => {
  const { tries, counts } = await openLoop(schedule({ warmup: 0, count: 2 }), async () => {
    throw new Error('closed')
  })
  expect(tries.map(({ answer }) => answer)).toEqual([{ error: 'closed' }, { error: 'closed' }])
  expect(counts.dropped).toBe(0)
})

test('an abort ends it at once, and what was not sent is dropped', async () => {
  const stop = new AbortController()
  const started = monotonicMs()
  setTimeout(() => stop.abort(), 100)
  const { tries, counts } = await openLoop(
    schedule({ warmup: 0, perSecond: 20, count: 100, signal: stop.signal }),
    () => after(1),
  )
  expect(monotonicMs() - started).toBeLessThan(500)
  expect(tries).toHaveLength(100)
  expect(counts.dropped).toBeGreaterThan(95)
})

test('a server that stalls 200 ms every 2 s shows it in p99, which a closed loop hides', async () => {
  const answer = stalling({ everyMs: 2_000, forMs: 200 })
  const server = await startSocketServer((text, socket) => answer(() => socket.send(text)))
  const socket = new WebSocket(server.url)
  await new Promise((resolve) => socket.once('open', resolve))
  const waiting: ((answer: Answer<string>) => void)[] = []
  socket.on('message', (data) => waiting.shift()!({ at: monotonicMs(), value: String(data) }))
  const send = (i: number) =>
    new Promise<Answer<string>>((resolve) => {
      waiting.push(resolve)
      socket.send(String(i))
    })
  try {
    const open = ascending(latencies(await openLoop(schedule({ count: 800 }), send)))
    const closed: number[] = []
    for (const end = monotonicMs() + 4_000; monotonicMs() < end; ) {
      const from = monotonicMs()
      closed.push((await send(0)).at - from)
      await rest(4)
    }
    expect(Math.max(...closed)).toBeGreaterThan(100)
    expect(quantile(ascending(closed), 0.99)).toBeLessThan(50)
    expect(open).toHaveLength(800)
    expect(quantile(open, 0.99)).toBeGreaterThan(150)
    expect(quantile(open, 0.5)).toBeLessThan(20)
  } finally {
    socket.terminate()
    server.close()
  }
}, 20_000)
