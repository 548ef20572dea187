import { expect, test } from 'vitest'
import { measurement } from '@/lib/core/wire'
import { asMetricName } from '../metric-name'
import type { TestRun } from './lines'
import { measurementsOf, unitOfName } from './measurements'
import { claimedName } from './names'
import { settings } from './settings'

const ran = (id: string, over: Partial<TestRun> = {}): TestRun => ({
  id,
  base: id.replace(/\[.*/, ''),
  param: /\[(.*)\]$/.exec(id)?.[1] ?? null,
  fault: null,
  failed: false,
  seconds: 0.002,
  grown: 3_000_000,
  properties: new Map(),
  output: '',
  reruns: 0,
  worker: null,
  ...over,
})
const say = (tests: TestRun[], given: object = {}) => {
  const all = measurementsOf(tests, settings.parse(given))
  for (const m of all) expect(measurement.safeParse(m).error).toBeUndefined()
  return all
}

test.each([
  ['test_a', 'm'],
  ['TestA::test_a', 'm'],
  ['test_speed.py::TestA::test_a', 'm'],
  ['tests/test_speed.py::TestA::test_a', 'm'],
  ['speed.py::TestA::test_a', null],
  ['est_a', null],
  ['TestB::test_a', null],
])('%s names tests/test_speed.py::TestA::test_a: %s', (name, metric) =>
  expect(claimedName(ran('tests/test_speed.py::TestA::test_a'), name, 'm')).toBe(metric),
)

test('a name without parameter means each of them, with one that one', () => {
  const tests = [ran('t.py::test_a[1]'), ran('t.py::test_a[2]')]
  expect(say(tests, { tests: { m: 'test_a' } }).map((m) => m.metric)).toEqual(['m[1]', 'm[2]'])
  expect(say(tests, { tests: { m: 'test_a[2]' } }).map((m) => m.metric)).toEqual(['m', 't.py::test_a[1]'])
})

test('a name that two tests have, and one that none has, are errors', () => {
  const tests = [ran('t.py::A::test_a'), ran('t.py::B::test_a')]
  expect(say(tests, { tests: { m: 'test_a', n: 'test_b' } }).slice(0, 2)).toEqual([
    { metric: 'm', error: 'test_a is the name of t.py::A::test_a and t.py::B::test_a: give more of it' },
    { metric: 'n', error: 'no test is called test_b' },
  ])
})

test('the duration of a memory test is not its memory', () => {
  const tests = [ran('t.py::test_memory')]
  expect(say(tests, { tests: { memory: { test: 'test_memory', measure: 'memory_growth' } } })).toEqual([
    { metric: 'memory', unit: 'MB', samples: [3] },
  ])
  expect(
    say([ran('t.py::test_memory', { grown: undefined })], {
      tests: { memory: { test: 'test_memory', measure: 'memory_growth' } },
    }),
  ).toEqual([{ metric: 'memory', error: 'memory cannot be read here: it needs /proc' }])
})

test('recorded numbers are measurements, texts only where they are asked for', () => {
  const properties = new Map<string, number | string | number[] | null>([
    ['p95_ms', 4],
    ['laps', [1, 2]],
    ['said', '7.5'],
    ['ticket', 'PG-12'],
    ['broken', 'nan'],
    ['object', null],
  ])
  const test = ran('t.py::test_a', { properties })
  expect(say([test])).toEqual([
    { metric: 't.py::test_a', unit: 'ms', samples: [2] },
    { metric: 't.py::test_a/p95_ms', unit: 'ms', samples: [4] },
    { metric: 't.py::test_a/laps', samples: [1, 2] },
    { metric: 't.py::test_a/broken', error: 'recorded broken "nan", which is no number' },
  ])
  const claim = (property: string, unit?: string) => ({ test: 'test_a', property, ...(unit && { unit }) })
  expect(
    say([test], {
      tests: {
        a: claim('said', 's'),
        b: claim('ticket'),
        c: claim('ticket', 'ms'),
        d: claim('object'),
        e: claim('none'),
      },
    }),
  ).toEqual([
    { metric: 'a', samples: [7.5], unit: 's' },
    { metric: 'b', state: 'PG-12' },
    { metric: 'c', error: 'recorded ticket "PG-12", which is no number' },
    { metric: 'd', error: 'recorded no property object of use' },
    { metric: 'e', error: 'recorded no property none of use' },
  ])
})

test.each([
  [
    { pattern: '([\\d.]+) ms', unit: 'ms' },
    { samples: [1.5, 2.5], unit: 'ms' },
  ],
  [{ pattern: '(?<value>[\\d.]+) (?<unit>m?s)' }, { samples: [1.5, 2.5, 1000], unit: 'ms' }],
  [
    { pattern: '(?<value>[\\d.]+) (?<unit>m?s)', unit: 's' },
    { samples: [0.0015, 0.0025, 1], unit: 's' },
  ],
  [
    { pattern: '(?<value>[\\d.]+) (?<unit>m?s)', unit: 'MB' },
    { error: expect.stringContaining('found ms, which cannot be said in MB') },
  ],
  [{ pattern: 'lap (\\w+)' }, { error: 'lap (\\w+) found "one", which is no number' }],
  [{ pattern: 'never (\\d+)' }, { error: 'never (\\d+) is not in its captured output' }],
])('%j finds in the output', (rule, found) => {
  const test = ran('t.py::test_a', { output: 'lap one: 1.5 ms\nlap two: 2.5 ms\nall: 1 s\n' })
  expect(say([test], { extract: [{ test: 'test_a', metric: 'm', ...rule }] })).toEqual([
    { metric: 'm', ...found },
  ])
})

test('a rule without a test speaks of the one it fits, and of no two', () => {
  const a = ran('t.py::test_a', { output: 'took 5 ms' })
  const b = ran('t.py::test_b', { output: 'took 6 ms' })
  const extract = [{ pattern: 'took (\\d+)', metric: 'm', unit: 'ms' }]
  expect(say([a, ran('t.py::test_c')], { extract })[0]).toEqual({ metric: 'm', samples: [5], unit: 'ms' })
  expect(say([a, b], { extract })[0]!.error).toBe(
    'took (\\d+) is looked for in test_a and test_b: say in which, with "test"',
  )
  expect(say([ran('t.py::test_c')], { extract })[0]!.error).toBe("took (\\d+) is in no test's output")
  const failed = ran('t.py::test_a', { output: 'took 5 ms', fault: 'failed: slow', failed: true })
  expect(say([failed], { extract })[0]).toEqual({ metric: 'm', error: 'failed: slow' })
})

test('names fit the wire and stay apart', () => {
  const long = `t.py::test_a[${'x'.repeat(300)}]`
  expect(asMetricName(long)).toHaveLength(200)
  expect(asMetricName(long).startsWith('…')).toBe(true)
  expect(asMetricName('a\tb')).toBe('a b')
  const twins = [ran(`t.py::test_a[1${'x'.repeat(300)}]`), ran(`t.py::test_a[2${'x'.repeat(300)}]`)]
  expect(say(twins).map((m) => m.error)).toEqual(['measured twice in one launch'])
})

test.each([
  ['latency_ms', 'ms'],
  ['growth_MB', 'MB'],
  ['ms', 'ms'],
  ['items', undefined],
  ['teams', undefined],
])('%s is in %s', (name, unit) => expect(unitOfName(name)).toBe(unit))

test.each([
  [{ extract: [{ pattern: 'no group', metric: 'm' }] }, 'needs a group around the number'],
  [{ extract: [{ pattern: '(', metric: 'm' }] }, 'Invalid regular expression'],
  [{ tests: { m: { test: 'a', measure: 'cpu' } } }, 'must be a test'],
])('%j is refused', (given, why) =>
  expect(
    settings
      .safeParse(given)
      .error?.issues.map((i) => i.message)
      .join(),
  ).toContain(why),
)
