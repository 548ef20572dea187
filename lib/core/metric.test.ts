import { describe, expect, test } from 'vitest'
import { defaultStatistic, metricInput } from './metric'
import { direction } from './wire'

const number = { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 }
const state = { states: ['good', 'fair', 'bad'], target: 'good', acceptance: 'fair' }

test.each([
  ['two limits', number],
  ['one limit twice', { ...number, acceptance: 200 }],
  ['no limit', { ...number, target: null, acceptance: null }],
  ['a target alone', { ...number, acceptance: null }],
  ['an acceptance limit alone', { ...number, target: null }],
  ['limits where higher is better', { ...number, direction: 'higher', target: 300, acceptance: 200 }],
  ['negative limits', { ...number, target: -5, acceptance: 0 }],
  ['everything there is', { ...number, minEffect: 0.05, statistic: 'p99' }],
  ['states', state],
  ['states without limits', { ...state, target: null, acceptance: null }],
  ['states with one limit twice', { ...state, acceptance: 'good' }],
])('%s can be expected of a metric', (_, input) => expect(metricInput.parse(input)).toEqual(input))

describe('refused, with the place:', () => {
  /** Places of the choice that came closest. */
  function places(input: unknown): string[] {
    const issues = metricInput.safeParse(input).error?.issues ?? []
    const choices = issues.map((i) => (i.code === 'invalid_union' ? i.errors : [[i]]))
    const closest = choices.flat().toSorted((a, b) => a.length - b.length)[0] ?? []
    return closest.map((i) => (i.code === 'unrecognized_keys' ? i.keys.join() : i.path.join('.')))
  }
  test.each([
    ['acceptance tighter than the target', { ...number, acceptance: 199 }, 'acceptance'],
    ['the same where higher is better', { ...number, direction: 'higher' }, 'acceptance'],
    ['no unit', { ...number, unit: '' }, 'unit'],
    ['no such direction', { ...number, direction: 'up' }, 'direction'],
    ['no such statistic', { ...number, statistic: 'p42' }, 'statistic'],
    ['an infinite target', { ...number, target: Number.POSITIVE_INFINITY }, 'target'],
    ['a target in words', { ...number, target: '200' }, 'target'],
    ['a negative least effect', { ...number, minEffect: -0.1 }, 'minEffect'],
    ['an unknown key', { ...number, goal: 1 }, 'goal'],
    ['a state twice', { ...state, states: ['good', 'fair', 'good'] }, 'states'],
    ['one state', { states: ['good'], target: 'good', acceptance: 'good' }, 'states'],
    ['a target that is no state', { ...state, target: 'best' }, 'target'],
    ['an acceptance that is no state', { ...state, acceptance: 'worst' }, 'acceptance'],
    ['an acceptance better than the target', { ...state, target: 'fair', acceptance: 'good' }, 'acceptance'],
  ])('%s', (_, input, place) => expect(places(input)).toContain(place))
})

test('what nearly everyone felt is the statistic where lower is better, the median where higher is', () =>
  expect(direction.options.map(defaultStatistic)).toEqual(['p95', 'p50']))
