import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { hyperfine } from './hyperfine'
import { mistake, read } from './testing/read'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

const one = {
  command: 'sleep 1',
  mean: 2,
  stddev: 0.5,
  median: 2,
  user: 0,
  system: 0,
  min: 1,
  max: 3,
  times: [1, 2, 3, 2],
}
const file = (...results: object[]) => ({ results: results.map((r) => ({ ...one, ...r })) })

test('a file of the tool: every run, in seconds', () => {
  const [m, ...others] = read(hyperfine, sample('hyperfine-one.json'))
  expect(others).toEqual([])
  expect(m).toMatchObject({ metric: 'sleep 0.01', unit: 's' })
  expect(m!.samples).toHaveLength(214)
  expect(m!.samples!.slice(0, 2)).toEqual([0.01074585146, 0.012721892460000002])
})

describe('a command', () => {
  test('that ran once has no deviation', () =>
    expect(read(hyperfine, file({ stddev: null, times: [2] }))).toEqual([
      { metric: 'sleep 1', unit: 's', value: 2 },
    ]))
  test('without its runs is the mean, with the interval that the deviation gives', () => {
    const [m] = read(hyperfine, file({ times: undefined, exit_codes: [0, 0, 0, 0] }))
    // 3.1824 is t for three degrees of freedom.
    expect(m).toMatchObject({ unit: 's', value: 2 })
    expect(m!.high).toBeCloseTo(2 + (3.1824 * 0.5) / 2, 4)
    expect(m!.low).toBeCloseTo(2 - (3.1824 * 0.5) / 2, 4)
  })
  test.each([{ exit_codes: undefined }, { exit_codes: [0, 0], stddev: null }])(
    'without %j is the mean alone',
    (over) =>
      expect(read(hyperfine, file({ times: [], ...over }))).toEqual([
        { metric: 'sleep 1', unit: 's', value: 2 },
      ]),
  )
  test('that may fail is measured; one that was never found is not', () => {
    expect(read(hyperfine, file({ exit_codes: [1, 2, null, 0] }))[0]!.samples).toEqual([1, 2, 3, 2])
    expect(read(hyperfine, file({ exit_codes: [127, 127, 127, 127] }))).toEqual([
      { metric: 'sleep 1', error: 'the command could not be run (exit code 127)' },
    ])
  })
  test('without any time is named', () =>
    expect(read(hyperfine, file({ times: null, mean: null, median: null }))).toEqual([
      { metric: 'sleep 1', error: 'the file gives no time for this command' },
    ]))
  test('has its memory beside its time', () =>
    expect(read(hyperfine, file({ memory_usage_byte: [1024, 2048] }))).toEqual([
      { metric: 'sleep 1', unit: 's', samples: [1, 2, 3, 2] },
      { metric: 'sleep 1/memory', unit: 'B', samples: [1024, 2048] },
    ]))
})

test('commands of one name are told apart by their parameters, and else by a number', () => {
  const named = (...parameters: (object | undefined)[]) =>
    read(hyperfine, file(...parameters.map((p) => ({ parameters: p })))).map((m) => m.metric)
  expect(named({ threads: '1', n: '5' }, { threads: '2', n: '5' })).toEqual([
    'sleep 1 [threads=1, n=5]',
    'sleep 1 [threads=2, n=5]',
  ])
  expect(named(undefined, undefined)).toEqual(['sleep 1', 'sleep 1 #2'])
  expect(named({ threads: '1' })).toEqual(['sleep 1'])
  expect(read(hyperfine, file({ parameter: '1' }, { parameter: 2 })).map((m) => m.metric)).toEqual([
    'sleep 1 [1]',
    'sleep 1 [2]',
  ])
})

test.each([
  ['no results', {}, /^results: /],
  ['none', file(), /^results: holds no benchmark$/],
  ['no command', file({}, { command: 5 }), /^results\[1\]\.command: /],
  ['times in words', file({ times: [1, '2'] }), /^results\[0\]\.times\[1\]: .*number/],
  ['times below zero', file({ times: [-1] }), /^results\[0\]\.times\[0\]: must not be below zero$/],
  ['endless times', '{"results":[{"command":"a","times":[1e999]}]}', /^results\[0\]\.times\[0\]: /],
  ['a list', [], /^the document: /],
  ['half a file', sample('hyperfine-one.json').slice(0, 200), /^line \d+, column \d+: is not JSON here$/],
])('a file with %s is refused, with the place', (_, text, said) =>
  expect(mistake(hyperfine, text)).toMatch(said),
)
