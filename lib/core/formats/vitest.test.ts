import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mistake, read } from './testing/read'
import { vitest } from './vitest'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

const bench = { id: '1_0', name: 'add', rank: 1, rme: 1, samples: [], mean: 2, moe: 0.5, hz: 500, p99: 3 }
const file = (...benchmarks: object[]) => ({
  files: [
    {
      filepath: '/ci/math.bench.ts',
      groups: [{ fullName: 'math.bench.ts > math', benchmarks: benchmarks.map((b) => ({ ...bench, ...b })) }],
    },
  ],
})

test('a file of the tool: the means and their margins, in milliseconds', () =>
  expect(read(vitest, sample('vitest-two.json'))).toEqual([
    { metric: 'math.bench.ts > math > add', unit: 'ms', value: 1, low: 0.9502, high: 1.0498 },
    { metric: 'math.bench.ts > math > subtract', unit: 'ms', value: 2, low: 1.898, high: 2.102 },
  ]))

describe('a benchmark', () => {
  const metric = 'math.bench.ts > math > add'
  test('whose samples are kept is them', () =>
    expect(read(vitest, file({ samples: [1, 3] }))).toEqual([{ metric, unit: 'ms', samples: [1, 3] }]))
  test('of one sample has no margin', () =>
    expect(read(vitest, file({ moe: null, rme: null }))).toEqual([{ metric, unit: 'ms', value: 2 }]))
  test('that threw is named as failed', () =>
    expect(read(vitest, file({ mean: undefined, moe: undefined, rank: 0, rme: 0 }))).toEqual([
      { metric, error: 'the benchmark failed: vitest gives no time for it' },
    ]))
  test('of the same name in another file is told apart by the file', () => {
    const two = [...file({}).files, { ...file({}).files[0]!, filepath: '/ci/b.bench.ts' }]
    expect(read(vitest, { files: two }).map((m) => m.metric)).toEqual([
      `${metric} [/ci/math.bench.ts]`,
      `${metric} [/ci/b.bench.ts]`,
    ])
  })
  test('outside of any suite has a name too', () =>
    expect(read(vitest, { files: [{ groups: [{ fullName: '', benchmarks: [bench] }] }] })[0]!.metric).toBe(
      'add',
    ))
})

test('the json reporter of the first versions has suites by name', () => {
  const old = {
    numTotalTestSuites: 1,
    numTotalTests: 1,
    testResults: { sort: [{ ...bench, samples: 'ignore on terminal' }] },
  }
  expect(vitest.detect('', old)).toBe(true)
  expect(read(vitest, old)).toEqual([{ metric: 'sort > add', unit: 'ms', value: 2, low: 1.5, high: 2.5 }])
  expect(mistake(vitest, { numTotalTestSuites: 0, testResults: { a: 5 } })).toMatch(/^testResults\.a: /)
  // a report of tests, not of benchmarks
  expect(vitest.detect('', { numTotalTestSuites: 1, testResults: [{ assertionResults: [] }] })).toBe(false)
})

test.each([
  ['nothing measured', { files: [{ filepath: 'a', groups: [] }] }, /^files: holds no benchmark$/],
  ['no groups', { files: [{}] }, /^files\[0\]\.groups: /],
  ['no name', file({}, { name: null }), /^files\[0\]\.groups\[0\]\.benchmarks\[1\]\.name: /],
  ['a mean in words', file({ mean: '2' }), /^files\[0\]\.groups\[0\]\.benchmarks\[0\]\.mean: .*number/],
  ['a mean below zero', file({ mean: -2 }), /benchmarks\[0\]\.mean: must not be below zero$/],
  ['neither shape', {}, /^testResults: /],
])('a file with %s is refused, with the place', (_, text, said) =>
  expect(mistake(vitest, text)).toMatch(said),
)
