import { describe, expect, test } from 'vitest'
import { thin } from './thin'

/** Deterministic noise with one spike up and one down. */
const points = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    i,
    value: i === Math.floor(n / 3) ? 1_000 : i === Math.floor(n / 2) ? -1_000 : ((i * 7_919) % 101) / 10,
  }))

describe.each([1, 2, 5, 10, 999, 5_000])('of %d points', (n) => {
  const all = points(n)
  test.each([0, 1, 2, 3, 4, 5, 6, 7, 99, 100, 1_000])('at most %d', (most) => {
    const kept = thin(all, most)
    expect(kept.length).toBeLessThanOrEqual(most)
    expect(kept.map((p) => p.i)).toEqual(kept.map((p) => p.i).toSorted((a, b) => a - b))
    expect(new Set(kept).size).toBe(kept.length)
    if (n <= most) expect(kept).toEqual(all)
    if (most >= 2) expect([kept[0], kept.at(-1)]).toEqual([all[0], all.at(-1)])
    if (most >= 4)
      for (const extreme of [Math.max, Math.min])
        expect(extreme(...kept.map((p) => p.value))).toBe(extreme(...all.map((p) => p.value)))
    if (most >= 10 && n > most) expect(kept.length).toBeGreaterThan(most * 0.8)
  })
})

test('nothing of nothing', () => expect(thin([], 10)).toEqual([]))
