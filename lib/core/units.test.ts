import { describe, expect, test } from 'vitest'
import { seeded } from './testing/seeded'
import { canonicalUnit, convert, dimensionOf, isConvertible, scaleOf } from './units'

const DIMENSIONS = {
  time: ['ns', 'µs', 'ms', 's', 'min'],
  bytes: ['B', 'kB', 'KiB', 'MB', 'MiB', 'GB', 'GiB'],
  ratio: ['ratio', '%'],
  count: ['count'],
  rate: ['ops/s'],
} as const
const UNITS = Object.values(DIMENSIONS).flat()

describe('convert', () => {
  test.each([
    [1240, 'ms', 's', 1.24],
    [0.2, 's', 'ms', 200],
    [1, 'min', 's', 60],
    [1500, 'ns', 'µs', 1.5],
    [1500, 'ns', 'us', 1.5],
    [1, 'MiB', 'B', 1_048_576],
    [1, 'MB', 'kB', 1000],
    [1, 'KiB', 'kB', 1.024],
    [2.5, 'GB', 'MB', 2500],
    [12, '%', 'ratio', 0.12],
    [0.07, 'ratio', '%', 7],
    [7, '', 'count', 7],
    [3, 'req/s', 'ops/s', 3],
    [0, 'ms', 's', 0],
    [-1.5, 's', 'ms', -1500],
  ])('%d %s is %s %d', (value, from, to, expected) => expect(convert(value, from, to)).toBe(expected))

  test('there and back is the same number to 13 digits, for every pair of units of a dimension', () => {
    const random = seeded(1)
    for (const units of Object.values(DIMENSIONS))
      for (const from of units)
        for (const to of units)
          for (let i = 0; i < 50; i++) {
            const value = Number((10 ** random.between(-6, 9)).toPrecision(12))
            const back = convert(convert(value, from, to), to, from)
            expect(Number(back.toPrecision(13)), `${value} ${from} ${to}`).toBe(value)
          }
  })
  test('keeps the order of numbers', () => {
    const random = seeded(2)
    for (let i = 0; i < 500; i++) {
      const [a, b] = [random.between(0, 1e3), random.between(0, 1e3)]
      expect(Math.sign(convert(a, 'ms', 's') - convert(b, 'ms', 's'))).toBe(Math.sign(a - b))
    }
  })
  test('refuses another dimension, in both directions', () => {
    for (const from of UNITS)
      for (const to of UNITS) {
        const same = dimensionOf(from) === dimensionOf(to)
        expect(isConvertible(from, to), `${from} ${to}`).toBe(same)
        if (!same) expect(() => convert(1, from, to)).toThrow(RangeError)
      }
  })
})

describe('a unit nobody knows', () => {
  test.each(['widgets', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])('%s is itself', (unit) => {
    expect(canonicalUnit(unit)).toBe(unit)
    expect(dimensionOf(unit)).toBeNull()
    expect(isConvertible(unit, unit)).toBe(true)
    expect(isConvertible(unit, 'ms')).toBe(false)
    expect(convert(3, unit, unit)).toBe(3)
    expect(scaleOf(unit)).toEqual([])
    expect(() => convert(1, unit, 'ms')).toThrow(`${unit} cannot be said in ms`)
  })
})

test('all spellings of a unit are one', () => {
  const spelt = {
    us: 'µs',
    '\u03bcs': 'µs',
    sec: 's',
    seconds: 's',
    KB: 'kB',
    bytes: 'B',
    percent: '%',
    '1': 'count',
  }
  for (const [spelling, unit] of Object.entries(spelt)) expect(canonicalUnit(spelling)).toBe(unit)
  for (const unit of UNITS) expect(canonicalUnit(unit)).toBe(unit)
})
