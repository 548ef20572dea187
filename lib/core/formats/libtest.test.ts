import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { libtest } from './libtest'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const measured = (text: string) => libtest.parse(text).measurements

test('a real file: medians in the units it prints, and what was ignored', () =>
  expect(measured(sample('libtest-many.txt'))).toEqual([
    { metric: 'tests::benchmark', unit: 'ns', value: 3161 },
    { metric: 'tests::other_benchmark', unit: 'ns', value: 3161 },
    { metric: 'tests::last_benchmark', unit: 'ns', value: 3161 },
    { metric: 'tests::one_digit', unit: 'µs', value: 1 },
    { metric: 'tests::two_digit', unit: 'ms', value: 22 },
    { metric: 'tests::three_digit', unit: 's', value: 333 },
    { metric: 'tests::ignored', error: 'skipped: ignored' },
    { metric: 'tests::other_ignored', error: 'skipped: ignored' },
  ]))

test('a real file with units of its own', () =>
  expect(measured(sample('libtest-units.txt'))).toEqual([
    { metric: 'cmov', unit: 'cycles', value: 2835 },
    { metric: 'cmov2', unit: 'cycles', value: 2845 },
    { metric: 'mov', unit: 'cycles', value: 1508 },
    { metric: 'upload', unit: 'MS/s', value: 1911 },
    { metric: 'download', unit: 'MS/s', value: 9001 },
  ]))

test('a real file of Criterion in the same clothes, with names of several words', () =>
  expect(measured(sample('libtest-criterion-bencher.txt')).map((m) => m.metric)).toEqual([
    'Create Realm',
    'Symbols (Execution)',
    'For loop (Execution)',
    'Fibonacci (Execution)',
  ]))

test.each([
  [
    'test a     ... bench:  13,967,756.30 ns/iter (+/- 266,769.64)',
    [{ metric: 'a', unit: 'ns', value: 13_967_756.3 }],
  ],
  ['test a ... \u001b[36mbench\u001b[0m:   5 ns/iter (+/- 1)\r', [{ metric: 'a', unit: 'ns', value: 5 }]],
  [
    'test a ... bench:   5 ns/iter (+/- 1) = 1200 MB/s',
    [
      { metric: 'a', unit: 'ns', value: 5 },
      { metric: 'a/throughput', unit: 'MB/s', value: 1200 },
    ],
  ],
  ['test a ... hello\nbench:   5 ns/iter (+/- 1)', [{ metric: 'a', unit: 'ns', value: 5 }]],
  [
    'test a ... bench:  1,5 ns/iter (+/- 1)',
    [{ metric: 'a', unit: 'ns', error: 'the file gives NaN where a number belongs' }],
  ],
])('%j', (text, expected) => expect(measured(text)).toEqual(expected))

test('what failed is named, with the panic', () =>
  expect(
    measured(
      [
        'running 3 tests',
        'test a ... bench:       3,296 ns/iter (+/- 521)',
        'test b ... FAILED',
        'test c ... FAILED',
        'test d ... ignored, needs a model',
        '',
        'failures:',
        '',
        '---- b stdout ----',
        "thread 'main' panicked at 'explicit panic', src/tests.rs:28:9",
        '',
        '---- c stdout ----',
        '',
        "thread 'c' (12) panicked at src/tests.rs:30:9:",
        'no model',
        '',
        'test result: FAILED. 0 passed; 2 failed',
      ].join('\n'),
    ).map((m) => [m.metric, m.value ?? m.error]),
  ).toEqual([
    ['a', 3296],
    ['b', "FAILED: thread 'main' panicked at 'explicit panic', src/tests.rs:28:9"],
    ['c', "FAILED: thread 'c' (12) panicked at src/tests.rs:30:9: no model"],
    ['d', 'skipped: ignored, needs a model'],
  ]))

test('the unit tests of a target without benchmarks are no benchmarks', () => {
  const tests = 'running 1 test\ntest unit ... ignored\n\ntest result: ok. 0 passed; 1 ignored\n\n'
  expect(
    measured(`${tests}running 1 test\ntest a ... bench:  5 ns/iter (+/- 1)\n`).map((m) => m.metric),
  ).toEqual(['a'])
  expect(() => measured(tests)).toThrow('holds no benchmark')
  expect(libtest.detect(tests, undefined)).toBe(false)
})

test('a name in two targets is two metrics', () =>
  expect(
    measured(
      'test a ... bench:  5 ns/iter (+/- 1)\ntest result: ok\ntest a ... bench:  6 ns/iter (+/- 1)',
    ).map((m) => m.metric),
  ).toEqual(['a', 'a #2']))

test('events of --format json', () => {
  const text = [
    '{ "type": "suite", "event": "started", "test_count": 1 }',
    '{ "type": "test", "name": "unit", "event": "ignored" }',
    '{ "type": "suite", "event": "ok", "ignored": 1 }',
    '{ "type": "suite", "event": "started", "test_count": 4 }',
    '{ "type": "bench", "name": "a", "median": 3161, "deviation": 975, "mib_per_second": 12 }',
    '{ "type": "test", "name": "b", "event": "failed" }',
    '{ "type": "test", "name": "c", "event": "ok" }',
    '{ "type": "test", "name": "d", "event": "ignored" }',
  ].join('\n')
  expect(libtest.detect(text, undefined)).toBe(true)
  expect(measured(text)).toEqual([
    { metric: 'a', unit: 'ns', value: 3161 },
    { metric: 'a/throughput', unit: 'MB/s', value: 12 },
    { metric: 'b', error: 'failed' },
    { metric: 'd', error: 'skipped: ignored' },
  ])
})
