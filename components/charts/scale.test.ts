import { describe, expect, it } from 'vitest'
import { histogram, limitDomain, niceTicks, scale, stackHeights } from './scale'

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

describe('niceTicks', () => {
  it.each([
    [[0, 10], 4, [0, 5, 10]],
    [[150, 250], 4, [150, 200, 250]],
    [[0.31, 0.62], 3, [0.4, 0.6]],
    [[-1, 1], 2, [-1, 0, 1]],
  ] as [[number, number], number, number[]][])('of %j, about %i', (domain, count, ticks) => {
    expect(niceTicks(domain, count)).toEqual(ticks)
  })
  it('is one for a domain without width', () => {
    expect(niceTicks([3, 3], 4)).toEqual([3])
  })
})

describe('stackHeights', () => {
  it('stacks what shares a bin, in the order given', () => {
    expect(stackHeights([1, 1.1, 9, 1.2, 10], [0, 10], 5)).toEqual([0, 1, 0, 2, 1])
  })
  it('copes with values that are all the same', () => {
    expect(stackHeights([2, 2], [2, 2], 5)).toEqual([0, 1])
  })
})
