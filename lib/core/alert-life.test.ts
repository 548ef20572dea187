import { expect, test } from 'vitest'
import { decideAlerts, isEnvironmentShift, type KnownAlert, mayAct, type SeriesView } from './alert-life'
import type { Change } from './change-effect'

const aChange = (given: Partial<Change> = {}): Change => ({
  index: 20,
  state: 'suspected',
  before: 100,
  after: 130,
  effect: 0.3,
  low: 0.25,
  high: 0.35,
  confidence: 0.99,
  ...given,
})
const anAlert = (given: Partial<KnownAlert> = {}): KnownAlert => ({
  id: 'a',
  state: 'suspected',
  index: 20,
  before: 100,
  ...given,
})
const decide = (given: Partial<SeriesView> = {}) =>
  decideAlerts({
    points: 21,
    value: 130,
    recent: [130, 130, 130],
    regressed: false,
    certain: false,
    direction: 'lower',
    minEffect: 0.05,
    changes: [],
    alerts: [],
    ...given,
  })

/** But for what is only told anew. */
const decided = (given: Partial<SeriesView>) => decide(given).filter((d) => d.kind !== 'move')

test('a run that is surely worse is suspected at once', () => {
  expect(decide({ regressed: true })).toEqual([
    { kind: 'raise', index: 20, now: true, state: 'suspected', change: null },
  ])
  expect(decide({ regressed: true, certain: true })).toMatchObject([{ kind: 'raise', state: 'open' }])
  expect(decide()).toEqual([])
})

test('what the detector sees is raised though no run alone was worse, and is open once confirmed', () => {
  expect(decide({ changes: [aChange()] })).toMatchObject([{ kind: 'raise', state: 'suspected', index: 20 }])
  expect(decide({ changes: [aChange({ state: 'confirmed' })] })).toMatchObject([
    { kind: 'raise', state: 'open' },
  ])
})

test('too small a change, or one for the better, raises nothing', () => {
  expect(decide({ changes: [aChange({ after: 104, effect: 0.04 })] })).toEqual([])
  expect(decide({ changes: [aChange({ after: 70, effect: -0.3 })] })).toEqual([])
  expect(decide({ direction: 'higher', changes: [aChange()] })).toEqual([])
  expect(decide({ direction: 'higher', changes: [aChange({ after: 70, effect: -0.3 })] })).toHaveLength(1)
})

test('a live alert is confirmed, and moved to where the change is seen', () => {
  const confirmed = aChange({ state: 'confirmed', index: 19 })
  expect(decide({ changes: [confirmed], alerts: [anAlert()], points: 25 })).toEqual([
    { kind: 'confirm', id: 'a', change: confirmed },
  ])
  const moved = aChange({ index: 18 })
  expect(decide({ changes: [moved], alerts: [anAlert({ state: 'acknowledged' })] })).toEqual([
    { kind: 'move', id: 'a', change: moved, moved: true },
  ])
  expect(decide({ changes: [aChange()], alerts: [anAlert({ state: 'open' })] })).toMatchObject([
    { kind: 'move', moved: false },
  ])
})

test.each(['accepted', 'dismissed', 'resolved', 'open'] as const)(
  'a change that has an alert which is %s raises no second one',
  (state) => {
    expect(
      decide({ changes: [aChange({ index: 22 })], alerts: [anAlert({ state, index: 24 })], points: 40 }).some(
        (d) => d.kind === 'raise',
      ),
    ).toBe(false)
  },
)

test('called noise, it is quiet until something changes anew, or twenty runs later', () => {
  const noise = anAlert({ state: 'dismissed' })
  expect(decide({ regressed: true, alerts: [noise], points: 30 })).toEqual([])
  expect(decide({ regressed: true, alerts: [noise], points: 42 })).toMatchObject([{ kind: 'raise' }])
  const later = aChange({ index: 29, after: 160 })
  expect(decide({ regressed: true, alerts: [noise], points: 30, changes: [later] })).toMatchObject([
    { kind: 'raise', index: 29 },
  ])
})

test('one run that is back resolves what was only suspected', () => {
  expect(decide({ alerts: [anAlert()], value: 102, points: 23 })).toEqual([
    { kind: 'resolve', id: 'a', index: 22, why: 'back' },
  ])
  expect(decide({ alerts: [anAlert({ state: 'open' })], value: 102, points: 23 })).toEqual([])
})

test('what is open is resolved by a level that is back, not by a run', () => {
  const back = (state: Change['state'], after: number) =>
    decided({
      alerts: [anAlert({ state: 'acknowledged' })],
      value: after,
      points: 40,
      changes: [
        aChange({ state: 'confirmed' }),
        aChange({ index: 34, state, before: 130, after, effect: after / 130 - 1 }),
      ],
    })
  expect(back('confirmed', 101)).toEqual([
    { kind: 'resolve', id: 'a', index: 34, why: 'back' },
    { kind: 'rebase', index: 34 },
  ])
  expect(back('suspected', 101)).toEqual([])
  expect(back('confirmed', 115)).toEqual([])
})

test('or by four runs in a row that are back, whatever the detector makes of so short a level', () => {
  const four = { alerts: [anAlert({ state: 'open' })], value: 101, points: 30 }
  expect(decide({ ...four, recent: [99, 102, 100, 130] })).toEqual([
    { kind: 'resolve', id: 'a', index: 29, why: 'back' },
  ])
  expect(decide({ ...four, recent: [99, 130, 100, 100] })).toEqual([])
  expect(decide({ ...four, recent: [99, 102] })).toEqual([])
  expect(decide({ ...four, recent: [99, 102, 100], points: 23 })).toEqual([])
})

test('a suspicion that no change backs does not stand', () => {
  expect(decide({ alerts: [anAlert()], value: 112, points: 28 })).toEqual([])
  expect(decide({ alerts: [anAlert()], value: 112, points: 29 })).toMatchObject([
    { kind: 'resolve', why: 'did not stand' },
  ])
})

test('a better level is the new baseline by itself; a worse one never is', () => {
  const better = aChange({ state: 'confirmed', after: 80, effect: -0.2 })
  expect(decided({ changes: [better] })).toEqual([{ kind: 'rebase', index: 20 }])
  expect(decided({ changes: [{ ...better, state: 'suspected' }] })).toEqual([])
  expect(
    decided({ changes: [aChange({ state: 'confirmed' })], alerts: [anAlert({ state: 'open' })] }),
  ).toEqual([])
  const partly = aChange({ index: 30, state: 'confirmed', before: 130, after: 115, effect: -0.115 })
  expect(decided({ changes: [partly], alerts: [anAlert({ state: 'open' })], points: 40 })).toEqual([])
})

test('half of at least four comparable metrics is the machine', () => {
  expect(isEnvironmentShift(['regression', 'regression', 'stable', 'stable'])).toBe(true)
  expect(isEnvironmentShift(['regression', 'improvement', 'stable', 'stable'])).toBe(true)
  expect(isEnvironmentShift(['regression', 'stable', 'stable', 'stable'])).toBe(false)
  expect(isEnvironmentShift(['regression', 'regression', 'regression'])).toBe(false)
  expect(isEnvironmentShift(['regression', 'regression', 'no_baseline', 'no_baseline', 'stable'])).toBe(false)
})

test('who is done with an alert does not accept it', () => {
  expect(mayAct('accept', 'open')).toBe(true)
  expect(mayAct('accept', 'resolved')).toBe(false)
  expect(mayAct('reopen', 'accepted')).toBe(false)
  expect(mayAct('acknowledge', 'acknowledged')).toBe(false)
})
