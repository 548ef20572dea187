import { expect, it } from 'vitest'
import { absolute, relative } from './time'

const now = new Date('2026-11-24T12:00:00Z')
const ago = (ms: number) => relative(now.getTime() - ms, now).replace('\u2009', ' ')

it('says how long ago in whole units, never rounded up', () => {
  expect(ago(3_000)).toBe('just now')
  expect(ago(59_999)).toBe('59 s ago')
  expect(ago(119_000)).toBe('1 min ago')
  expect(ago(47 * 3_600_000)).toBe('1 d ago')
  expect(ago(400 * 86_400_000)).toBe('400 d ago')
})

it('speaks of the future too', () => {
  expect(ago(-3 * 86_400_000)).toBe('in 3 d')
})

it('gives the instant in UTC, whatever the zone of the machine', () => {
  expect(absolute('2026-02-28T14:57:00-08:00')).toBe('2026-02-28 22:57 UTC')
})
