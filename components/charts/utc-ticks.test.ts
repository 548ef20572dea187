import { expect, it } from 'vitest'
import { utcTicks, utcTickText } from './utc-ticks'

const day = 86_400_000

it('puts ticks on midnights for a range of weeks', () => {
  const from = Date.UTC(2026, 10, 1, 5)
  const ticks = utcTicks(from, from + 30 * day, 8)
  expect(ticks.length).toBeLessThanOrEqual(9)
  expect(ticks.every((t) => t % day === 0)).toBe(true)
})

it('goes down to hours for a day, and names them', () => {
  const from = Date.UTC(2026, 10, 24)
  const ticks = utcTicks(from, from + day, 8)
  expect(ticks.map(utcTickText)).toContain('24 Nov 06:00')
  expect(utcTickText(from)).toBe('24 Nov')
})

it('ends for a range without width', () => {
  expect(utcTicks(0, 0, 8)).toEqual([0])
})
