import { expect, test } from 'vitest'
import { measurement } from '@/lib/core/wire'
import { Gathering, MOST_NAMES } from './gathering'
import { settings } from './settings'
import type { Span } from './span'

let ids = 0
const span = (name: string, ms: number, over: Partial<Span> = {}): Span => {
  const start = over.start ?? BigInt(1_000_000 * ++ids)
  return {
    id: `${++ids}`,
    name,
    service: 's',
    start,
    end: start + BigInt(ms * 1e6),
    error: null,
    attributes: new Map(),
    ...over,
  }
}
function gather(spans: Span[], given?: object, warmup = 0) {
  const gathering = new Gathering(settings.parse({ spans: given }).spans)
  gathering.take(spans)
  const measurements = gathering.measurements(warmup)
  for (const m of measurements) expect(measurement.safeParse(m).error).toBeUndefined()
  return { gathering, measurements }
}

test('without a rule every name is a metric', () =>
  expect(gather([span('a', 1), span('b', 2), span('a', 3)]).measurements).toEqual([
    { metric: 'a', unit: 'ms', samples: [1, 3] },
    { metric: 'b', unit: 'ms', samples: [2] },
    { metric: 'failure_rate', unit: '%', samples: [0] },
  ]))

test('one name of two services is two metrics', () =>
  expect(
    gather([span('a', 1), span('a', 3, { service: null }), span('b', 1)]).measurements.map((m) => m.metric),
  ).toEqual(['s/a', 'unknown service/a', 'b', 'failure_rate']))

test('all that a rule says must fit, and a span may serve two metrics', () => {
  const attributes = new Map<string, string | number | boolean>([
    ['model', 'base'],
    ['words', 5],
    ['live', true],
  ])
  const { measurements } = gather(
    [
      span('stt.run', 1, { attributes }),
      span('stt.run', 2),
      span('stt.run', 4, { service: 'other', attributes }),
    ],
    {
      exact: 'stt.run',
      by_pattern: { pattern: '^stt\\.' },
      by_all: { name: 'stt.run', service: 's', attributes: { model: 'base', words: 5, live: true } },
      none: { name: 'stt' },
    },
  )
  expect(measurements).toEqual([
    { metric: 'exact', unit: 'ms', samples: [1, 2, 4] },
    { metric: 'by_pattern', unit: 'ms', samples: [1, 2, 4] },
    { metric: 'by_all', unit: 'ms', samples: [1] },
    { metric: 'none', error: 'no span fits {"name":"stt"}' },
    { metric: 'failure_rate', unit: '%', samples: [0] },
  ])
})

test('a span that failed is a failure and no latency', () => {
  const failed = { error: 'no speech' }
  expect(
    gather([span('a', 1), span('a', 0.01, failed), span('b', 9, failed), span('c', 1)], { a: 'a', b: 'b' })
      .measurements,
  ).toEqual([
    { metric: 'a', unit: 'ms', samples: [1] },
    { metric: 'b', error: 'all 1 spans ended in an error: no speech' },
    { metric: 'failure_rate', unit: '%', samples: [(100 * 2) / 3] },
  ])
})

test('the warm-up is the spans that began first, however they came', () => {
  const late = span('a', 3, { start: 3n })
  const spans = [late, span('a', 1, { start: 1n }), span('a', 2, { start: 2n })]
  expect(gather(spans, { a: 'a' }, 1).measurements[0]!.samples).toEqual([2, 3])
  expect(gather(spans, { a: 'a' }, 3).measurements[0]!.error).toBe('only 3 spans came, all of them warm-up')
})

test('what came twice or ended before it began is counted and not used', () => {
  const twice = span('a', 1)
  const backwards = span('a', 1, { start: 10_000n, end: 9_000n })
  const { gathering, measurements } = gather([twice, twice, backwards, span('a', 2, { start: 0n })])
  expect(measurements[0]!.samples).toEqual([1])
  expect(gathering.counts).toEqual({ repeated: 1, unfinished: 2 })
})

test(`of more than ${MOST_NAMES} names the rest is named`, () => {
  const { gathering, measurements } = gather(
    Array.from({ length: MOST_NAMES + 5 }, (_, i) => span(`s${i}`, 1)),
  )
  expect(measurements).toHaveLength(MOST_NAMES + 1)
  expect(gathering.fault).toBe(
    'more than 200 names of spans: 5 are left out (s200, s201, s202, …); say which you want with "spans"',
  )
})

test('it knows when every metric has its samples', () => {
  const gathering = new Gathering({ a: 'a', b: 'b' })
  gathering.take([span('a', 1), span('a', 1)])
  expect(gathering.has(1)).toBe(false)
  gathering.take([span('b', 1)])
  expect(gathering.has(1)).toBe(true)
  expect(gathering.has(2)).toBe(false)
  expect(new Gathering(undefined).has(0)).toBe(false)
})

test.each([
  [{ m: {} }, 'must say a name'],
  [{ m: { pattern: '(' } }, 'Invalid regular expression'],
  [{ m: 7 }, 'must be the name of a span'],
])('%j is refused', (spans, why) =>
  expect(settings.safeParse({ spans }).error?.issues[0]?.message).toContain(why),
)
