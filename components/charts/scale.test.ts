import { describe, expect, it } from 'vitest'
import { histogram, limitDomain, scale } from './scale'

describe('scale', () => {
  it('maps ends to ends and holds what lies outside', () => {
    const x = scale([0, 200], [10, 110])
    expect([x(0), x(100), x(200), x(900), x(-5)]).toEqual([10, 60, 110, 110, 10])
  })
  it('gives a number for a domain without width', () => {
    expect(scale([3, 3], [0, 10])(3)).toBe(0)
  })
})

describe('limitDomain', () => {
  const at = (value: number, target: number | null = 200, acceptance: number | null = 300) =>
    limitDomain({ value, low: value * 0.9, high: value * 1.1, target, acceptance })

  it('starts at zero and ends past the looser limit', () => {
    expect(at(180)).toEqual([0, 375])
  })
  it('reaches for a value beyond the limits, but not so far that the limits fall together', () => {
    expect(at(400)[1]).toBeCloseTo(462)
    expect(at(90_000)[1]).toBe(900)
  })
  it('has an axis for a value without limits', () => {
    expect(at(100, null, null)[1]).toBeCloseTo(137.5)
    expect(at(0, null, null)).toEqual([0, 1])
  })
  it('goes below zero for values that do', () => {
    expect(at(-10)[0]).toBeLessThan(-10)
  })
})

describe('histogram', () => {
  it('counts every sample once, the ends too', () => {
    expect(histogram([0, 1, 2, 3, 4], [0, 4], 4)).toEqual([1, 1, 1, 2])
  })
})
