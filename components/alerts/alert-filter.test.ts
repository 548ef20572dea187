import { describe, expect, test } from 'vitest'
import { alertFilter, alertQuery, isSameQuery, VIEWS } from './alert-filter'

const ME = '01936f3a-0000-7000-8000-000000000001'
const NOW = new Date('2026-03-01T12:00:00Z')

describe('the address', () => {
  test.each([
    [{}, {}],
    [{ state: 'live', order: 'newest' }, {}],
    [
      { state: 'dismissed', owner: 'me', order: 'size' },
      { state: 'dismissed', owner: 'me', order: 'size' },
    ],
    [
      { owner: ME, metric: 'stt', due: 'overdue' },
      { owner: ME, metric: 'stt', due: 'overdue' },
    ],
    [{ state: 'loud', owner: "x' or 1=1", order: 'random', due: 'soon', metric: '', other: 'x' }, {}],
  ])('%j asks for %j', (given, expected) => expect(alertQuery(given)).toEqual(expected))
})

describe('the filter', () => {
  test('is what is live when nothing is asked', () =>
    expect(alertFilter({}, ME, NOW)).toEqual({ state: 'live' }))
  test('knows who looks', () => expect(alertFilter({ owner: 'me' }, ME, NOW)).toMatchObject({ owner: ME }))
  test('keeps nobody', () =>
    expect(alertFilter({ owner: 'nobody' }, ME, NOW)).toMatchObject({ owner: 'nobody' }))
  test('overdue is before now', () =>
    expect(alertFilter({ due: 'overdue' }, ME, NOW)).toMatchObject({ state: 'live', dueBefore: NOW }))
  test('all is every state', () => expect(alertFilter({ state: 'all' }, ME, NOW).state).toBe(undefined))
})

test('every view with a name is an address that is read as itself, and no two are the same', () => {
  for (const { query } of VIEWS) expect(alertQuery(query)).toEqual(query)
  for (const a of VIEWS)
    expect(VIEWS.filter((b) => isSameQuery(a.query, b.query)).map((b) => b.name)).toEqual([a.name])
})
