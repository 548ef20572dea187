import { describe, expect, test } from 'vitest'
import type { GroupComparison } from './compare-groups'
import { byWhatMatters, groupSentence, groupSummary } from './group-words'

const unknown = { low: null, high: null }
const comparison = (more: Partial<GroupComparison>): GroupComparison => ({
  verdict: 'cannot tell',
  doubt: null,
  runs: { base: 1, head: 5, lent: 0 },
  value: { base: 100, head: 110 },
  ratio: 1.1,
  ratioInterval: unknown,
  shift: null,
  difference: 10,
  differenceInterval: unknown,
  least: 0.02,
  p: 0.01,
  apart: null,
  more: null,
  ...more,
})

test('worse and better come by size, whichever way; then doubts; a change of state has no size and comes first', () => {
  const given = [
    comparison({ verdict: 'no difference' }),
    comparison({ verdict: 'cannot tell' }),
    comparison({ verdict: 'better', ratio: 0.5 }),
    comparison({ verdict: 'worse', ratio: 1.2 }),
    comparison({ verdict: 'worse', ratio: 0.6 }),
    comparison({ verdict: 'worse', ratio: null }),
  ]
  expect(given.toSorted(byWhatMatters)).toEqual([5, 4, 3, 2, 1, 0].map((i) => given[i]))
  expect(groupSummary(given)).toBe('3 worse, 1 better, 1 no difference, 1 cannot tell')
})

describe('the sentence', () => {
  test.each([
    [{ verdict: 'worse' }, 'By 1 run against 5 runs; ±2.0% matters.'],
    [
      { verdict: 'better', shift: 0.9, runs: { base: 2, head: 3, lent: 0 } },
      'By 2 runs against 3 runs; ±2.0% matters. Hodges–Lehmann shift 0.900.',
    ],
    [
      { verdict: 'worse', runs: { base: 1, head: 1, lent: 9 } },
      'By 1 run against 1 run, by the spread of 9 earlier runs; ±2.0% matters.',
    ],
    [
      { verdict: 'no difference', p: null },
      'Each side only repeats itself, in 6 runs: no statistics are needed.',
    ],
    [
      { doubt: 'wide', more: { side: 'head', runs: 3, decides: true } },
      'The interval is too wide; ±2.0% matters. About 3 more runs of head would tell.',
    ],
    [
      { doubt: 'lone', apart: true, p: null, more: { side: 'each', runs: 1, decides: false } },
      'How much runs differ by themselves is not known here: a lone run needs 8 others. The samples of these two runs lie apart, which says nothing of the build. 1 more run of each would give a first interval.',
    ],
    [
      { doubt: 'wide' },
      'The interval is too wide; ±2.0% matters. More than 50 more runs of each would be needed.',
    ],
  ] as [Partial<GroupComparison>, string][])('%j', (given, sentence) => {
    expect(groupSentence(comparison(given))).toBe(sentence)
  })
})
