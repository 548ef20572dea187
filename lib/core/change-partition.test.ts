import { describe, expect, test } from 'vitest'
import { Partition } from './change-partition'
import { costOf, leastCost } from './testing/partitions'
import { seeded, times } from './testing/seeded'

function partitionOf(points: readonly number[], penalty: number, reach: number, most?: number) {
  const partition = new Partition(penalty, reach, 0, most)
  for (const y of points) partition.push(y)
  return partition
}
const startsOf = (partition: Partition) => partition.segments().map((s) => s.start)

/** A walk of levels with noise; ties, zeros and negative numbers among them. */
function anySeries(random: ReturnType<typeof seeded>, most: number) {
  let level = 0
  const round = random.pick([0, 1, 10])
  return times(random.integer(1, most), () => {
    if (random.uniform() < 0.12) level += 8 * random.normal()
    const y = level + random.normal() + (random.uniform() < 0.05 ? 30 : 0)
    return round ? Math.round(y * round) / round : y
  })
}

describe('the partition', () => {
  test('costs as little as any, by trying them all', () => {
    const random = seeded(21)
    for (let i = 0; i < 250; i++) {
      const points = anySeries(random, 36)
      const [penalty, reach] = [random.between(0.3, 12), random.between(0.4, 3)]
      const found = costOf(points, startsOf(partitionOf(points, penalty, reach)), penalty, reach)
      expect(found).toBeCloseTo(leastCost(points, penalty, reach), 7)
    }
  })
  test('finds the steps of the simplest series, and no outlier', () => {
    expect(startsOf(partitionOf([1, 1, 1, 1, 9, 9, 9, 9, 1, 1, 1, 1], 5, 2))).toEqual([0, 4, 8])
    expect(startsOf(partitionOf([1, 1, 1, 1, 9, 1, 1, 1, 1], 5, 2))).toEqual([0])
  })
  test('says the level of each segment: the mean of its points within reach', () => {
    const { segments } = { segments: partitionOf([1, 2, 1, 2, 50, 9, 8, 9, 8], 6, 2).segments() }
    expect(segments).toEqual([
      { start: 0, level: 1.5 },
      { start: 5, level: 8.5 },
    ])
  })
  test('keeps its digits far from zero', () => {
    const near = [0, 1, 0, 1, 0, 1, 7, 8, 7, 8, 7, 8]
    const far = near.map((y) => y + 2 ** 40)
    expect(startsOf(partitionOf(far, 8, 2))).toEqual(startsOf(partitionOf(near, 8, 2)))
  })
  test('goes on from its saved state as if it had never stopped', () => {
    const random = seeded(22)
    for (let i = 0; i < 30; i++) {
      const points = anySeries(random, 300)
      const whole = partitionOf(points, 9, 2)
      let parts = new Partition(9, 2)
      for (const y of points) {
        parts = Partition.restore(9, 2, JSON.parse(JSON.stringify(parts.save())))
        parts.push(y)
      }
      expect(parts.save()).toEqual(whole.save())
    }
  })
  test('stays small after any number of points, at next to no loss', () => {
    const random = seeded(23)
    const points = times(6_000, (i) => random.normal() + 4 * (Math.floor(i / 1_500) % 2))
    const [small, exact] = [partitionOf(points, 20, 2), partitionOf(points, 20, 2, Number.POSITIVE_INFINITY)]
    expect(startsOf(small)).toEqual(startsOf(exact))
    expect(small.level).toBeCloseTo(exact.level, 2)
    expect(exact.save().pieces.length).toBeGreaterThan(60)
    expect(small.save().pieces.length).toBeLessThanOrEqual(48)
  })
  test('lets go of what no later point can change, and of nothing else', () => {
    const random = seeded(24)
    for (let i = 0; i < 40; i++) {
      const points = anySeries(random, 200)
      const half = points.length >> 1
      const [kept, settled] = [
        partitionOf(points.slice(0, half), 9, 2),
        partitionOf(points.slice(0, half), 9, 2),
      ]
      const from = settled.settleUpTo(half)
      for (const y of points.slice(half)) {
        kept.push(y)
        settled.push(y)
        const starts = startsOf(kept)
        expect(startsOf(settled)).toEqual(from === null ? starts : starts.slice(starts.indexOf(from)))
      }
    }
  })
})
