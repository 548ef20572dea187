import { describe, expect, test } from 'vitest'
import {
  alertName,
  changeWords,
  effectInterval,
  effectWords,
  eventWords,
  isOverdue,
  levelText,
} from './alert-words'

const ms = { unit: 'ms', states: [] }
const ordinal = { unit: null, states: ['pruned_at_limit', 'pruned_eventually', 'not_pruned'] }

describe('a change in words', () => {
  test.each([
    [{ before: 178, after: 231, ...ms }, 'rose from 178\u2009ms to 231\u2009ms'],
    [{ before: 900, after: 1240, ...ms }, 'rose from 900\u2009ms to 1.24\u2009s'],
    [{ before: 80, after: 60, unit: 'ops/s', states: [] }, 'fell from 80\u2009ops/s to 60\u2009ops/s'],
    [{ before: 0, after: 2, ...ordinal }, 'went from pruned at limit to not pruned'],
    [{ before: null, after: 2, ...ordinal }, 'went to not pruned'],
    [{ before: 0, after: null, ...ordinal }, 'got worse than pruned at limit'],
    [{ before: null, after: null, ...ms }, 'got worse'],
  ])('%j', (levels, words) => expect(changeWords(levels)).toBe(words))

  test('a rank that no state has any more is not known', () => expect(levelText(7, ordinal)).toBe(null))

  test('its effect, with and without how sure it is', () => {
    expect(effectWords({ effect: 0.298, low: 0.271, high: 0.33 })).toBe(
      '+29.8%, 95% interval +27.1% to +33.0%',
    )
    expect(effectWords({ effect: -0.1, low: null, high: null })).toBe('−10.0%')
    expect(effectInterval({ low: 0.1, high: null })).toBe(null)
  })
})

test('an alert is named by its metric, or by how many shifted', () => {
  expect(alertName({ kind: 'metric', title: 'STT', metrics: [1] })).toBe('STT')
  expect(alertName({ kind: 'environment', title: 'STT', metrics: [1, 2, 3] })).toBe('Environment: 3 metrics')
  expect(alertName({ kind: 'environment', title: 'STT', metrics: [1] })).toBe('STT')
})

test('overdue is a live alert whose day has passed', () => {
  const now = new Date('2026-03-02T00:00:00Z')
  const due = new Date('2026-03-01T23:59:59Z')
  expect(isOverdue({ state: 'acknowledged', dueAt: due }, now)).toBe(true)
  expect(isOverdue({ state: 'acknowledged', dueAt: null }, now)).toBe(false)
  expect(isOverdue({ state: 'acknowledged', dueAt: new Date('2026-03-02T23:59:59Z') }, now)).toBe(false)
  expect(isOverdue({ state: 'resolved', dueAt: due }, now)).toBe(false)
})

describe('what happened, in words', () => {
  const names = new Map([['u1', 'Dana Lead']])
  test.each([
    ['raised', { state: 'suspected', effect: 0.3 }, 'raised it as suspected: +30.0%'],
    ['raised', { state: 'open', effect: null }, 'raised it as open'],
    ['confirmed', { effect: 0.3 }, 'confirmed it: +30.0%'],
    ['moved', { effect: 0.2 }, 'saw it begin with another run: +20.0%'],
    ['resolved', { why: 'back' }, 'resolved it: the level is back'],
    ['resolved', { why: 'did not stand' }, 'resolved it: the change did not stand'],
    ['acknowledged', {}, 'acknowledged it'],
    [
      'acknowledged',
      { owner: 'u1', dueAt: '2026-03-01T23:59:59Z' },
      'acknowledged it and gave it to Dana Lead, due 2026-03-01',
    ],
    ['assigned', { owner: 'u1', dueAt: null }, 'gave it to Dana Lead'],
    ['assigned', { owner: null, dueAt: null }, 'left it to nobody'],
    ['assigned', { owner: 'u9' }, 'gave it to somebody who left'],
    ['commented', {}, 'commented'],
    ['accepted', {}, 'accepted the new level as the baseline'],
    ['dismissed', {}, 'dismissed it as noise'],
    ['reopened', {}, 'opened it again'],
  ])('%s %j', (kind, detail, words) => expect(eventWords({ kind, detail }, names)).toBe(words))
})
