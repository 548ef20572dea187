import { describe, expect, test } from 'vitest'
import { groupAlerts, type Located, overlaps } from './alert-groups'

const on = (day: number) => new Date(Date.UTC(2026, 0, day))
type Named = Located & { name: string }
const alert = (name: string, good: number | null, bad: number, more: Partial<Located> = {}): Named => ({
  name,
  branch: 'main',
  environment: 'ci',
  good: good === null ? null : { startedAt: on(good).toISOString() },
  startedAt: on(bad),
  ...more,
})
const names = (alerts: Named[]) =>
  groupAlerts(alerts).map((g) => ({
    of: g.alerts.map((a) => a.name).join(''),
    from: g.latestGood.name,
    to: g.earliestBad.name,
  }))

describe('ranges overlap', () => {
  test.each([
    ['the same', [1, 3], [1, 3], true],
    ['one in the other', [1, 9], [3, 4], true],
    ['in part', [1, 4], [3, 9], true],
    ['one after the other', [1, 3], [3, 5], false],
    ['apart', [1, 2], [5, 6], false],
  ] as [string, [number, number], [number, number], boolean][])('%s: %j and %j', (_, a, b, expected) => {
    expect(overlaps(alert('a', ...a), alert('b', ...b))).toBe(expected)
    expect(overlaps(alert('b', ...b), alert('a', ...a))).toBe(expected)
  })

  test('only on one branch and one environment', () => {
    const a = alert('a', 1, 3)
    expect(overlaps(a, alert('b', 1, 3, { branch: 'next' }))).toBe(false)
    expect(overlaps(a, alert('b', 1, 3, { environment: 'arm' }))).toBe(false)
  })

  test('without a good run, the first bad one alone is meant', () => {
    expect(overlaps(alert('a', null, 3), alert('b', null, 3))).toBe(true)
    expect(overlaps(alert('a', null, 3), alert('b', 2, 5))).toBe(true)
    expect(overlaps(alert('a', null, 3), alert('b', 3, 5))).toBe(false)
    expect(overlaps(alert('a', null, 3), alert('b', 1, 2))).toBe(false)
  })
})

describe('groups', () => {
  test('none of none', () => expect(groupAlerts([])).toEqual([]))

  test('say what all of them have in common', () =>
    expect(names([alert('a', 1, 9), alert('b', 4, 7), alert('c', 2, 8)])).toEqual([
      { of: 'abc', from: 'b', to: 'b' },
    ]))

  test('take the bad end of one and the good end of another', () =>
    expect(names([alert('a', 1, 5), alert('b', 3, 9)])).toEqual([{ of: 'ab', from: 'b', to: 'a' }]))

  test('do not chain: two that share nothing stay apart though a third lies across both', () =>
    expect(names([alert('a', 1, 3), alert('b', 2, 6), alert('c', 4, 8)])).toEqual([
      { of: 'ab', from: 'b', to: 'a' },
      { of: 'c', from: 'c', to: 'c' },
    ]))

  test('keep the order given, by their first alert and within', () =>
    expect(
      names([alert('z', 20, 21), alert('b', 1, 5), alert('y', 19, 22), alert('a', 1, 4)]).map((g) => g.of),
    ).toEqual(['zy', 'ba']))

  test('keep branches and environments apart, however they interleave', () =>
    expect(
      names([
        alert('a', 1, 5),
        alert('b', 1, 6, { branch: 'next' }),
        alert('c', 2, 7),
        alert('d', 2, 8, { branch: 'next' }),
        alert('e', 1, 5, { environment: 'arm' }),
      ]).map((g) => g.of),
    ).toEqual(['ac', 'bd', 'e']))

  test('lose and repeat nobody, and every two of a group overlap', () => {
    let state = 7
    const next = () => {
      state = (state * 48271) % 2147483647
      return state % 30
    }
    for (let round = 0; round < 50; round++) {
      const alerts = Array.from({ length: 40 }, (_, i) => {
        const good = next()
        return alert(String(i), i % 9 === 0 ? null : good, good + 1 + (next() % 6))
      })
      const groups = groupAlerts(alerts)
      expect(groups.flatMap((g) => g.alerts).toSorted((a, b) => +a.name - +b.name)).toEqual(alerts)
      for (const { alerts: members } of groups)
        for (const a of members) for (const b of members) expect(overlaps(a, b)).toBe(true)
    }
  })
})
