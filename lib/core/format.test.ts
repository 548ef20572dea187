import { describe, expect, test } from 'vitest'
import {
  CHANGE_MARK,
  formatEffect,
  formatInterval,
  formatRatio,
  formatText,
  formatValue,
  GOAL_MARK,
  THIN,
} from './format'
import { seeded } from './testing/seeded'
import { convert } from './units'
import { change, goal } from './wire'

/** The thin space as a visible sign. */
const text = (value: number, unit: string | null) => formatText(value, unit).replaceAll(THIN, '~')

test.each([
  [1240, 'ms', '1.24~s'],
  [0.00124, 's', '1.24~ms'],
  [187.84, 'ms', '187.8~ms'],
  [0.0005, 'ms', '500~ns'],
  [0.25, 'ns', '0.25~ns'],
  [90, 's', '90~s'],
  [2, 'min', '120~s'],
  [1500, 'us', '1.5~ms'],
  [999.94, 'ms', '999.9~ms'],
  [999.96, 'ms', '1~s'],
  [999.96, 'kB', '1~MB'],
  [1023.98, 'KiB', '1~MiB'],
  [25_769_803_776, 'B', '25.8~GB'],
  [25_769_803_776 / 1024, 'KiB', '24~GiB'],
  [0.42, 'MB', '420~kB'],
  [12.345, '%', '12.3~%'],
  [0.12, 'ratio', '0.12'],
  [12_345, 'ops/s', '12,345~ops/s'],
  [3, 'widgets', '3~widgets'],
  [1_234_567, 'count', '1,234,567'],
  [1.5, null, '1.5'],
  [-0, 'count', '0'],
  [-0, 'ms', '0~ms'],
  [0, 'ms', '0~ms'],
  [-1240, 'ms', '-1.24~s'],
  [1e12, 'widgets', '1.00e+12~widgets'],
  [1e-7, 'ratio', '1.00e-7'],
])('%d %s reads %s', (value, unit, expected) => expect(text(value, unit)).toBe(expected))

test('a value reads the same in whatever unit it was given', () => {
  const random = seeded(3)
  for (let i = 0; i < 300; i++) {
    const ms = Number((10 ** random.between(-5, 7)).toPrecision(6))
    expect(text(convert(ms, 'ms', 's'), 's')).toBe(text(ms, 'ms'))
    expect(text(convert(ms, 'ms', 'ns'), 'ns')).toBe(text(ms, 'ms'))
  }
})

test('what is shown is within half a percent of the value, and never more than a thousand of a unit that has a next', () => {
  const random = seeded(4)
  for (let i = 0; i < 300; i++) {
    const value = 10 ** random.between(-6, 5)
    const { number, unit } = formatValue(value, 's')
    const shown = Number(number.replaceAll(',', ''))
    expect(Math.abs(convert(shown, unit, 's') / value - 1)).toBeLessThan(0.005)
    if (unit !== 's') expect(shown).toBeLessThan(1000)
  }
})

test('no number that is none is ever shown', () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    for (const shown of [...[null, 'count', 'ms', '%', 'ratio'].map((u) => text(bad, u)), formatEffect(bad)])
      expect(shown).toBe('not a finite number')
})

describe('formatInterval', () => {
  const said = (low: number | null, high: number | null) =>
    formatInterval(low, high, 'ms')?.replaceAll(THIN, ' ')
  test.each([
    [180, 195.31, '180 ms to 195.3 ms'],
    [900, 1200, '900 ms to 1.2 s'],
    [null, 195, 'up to 195 ms'],
    [180, null, 'from 180 ms'],
    [200, 200, '200 ms'],
  ])('%j and %j', (low, high, expected) => expect(said(low, high)).toBe(expected))
  test('nothing is not an interval', () => expect(said(null, null)).toBeUndefined())
})

test.each([
  [0.0523, '+5.2%'],
  [-0.0523, '−5.2%'],
  [0, '0.0%'],
  [-0.0004, '0.0%'],
  [0.0004, '0.0%'],
  [1.5, '+150%'],
  [-0.9996, '−100.0%'],
  [12, '+1200%'],
])('an effect of %d reads %s', (effect, expected) => expect(formatEffect(effect)).toBe(expected))

test('every verdict has a mark and a word, and no two the same word', () => {
  expect(Object.keys(GOAL_MARK)).toEqual(goal.options)
  expect(Object.keys(CHANGE_MARK)).toEqual(change.options)
  for (const marks of [GOAL_MARK, CHANGE_MARK]) {
    const words = Object.values(marks).map((m) => m.word)
    expect(new Set(words).size).toBe(words.length)
    for (const { mark, word } of Object.values(marks)) expect(mark.length * word.length).toBeGreaterThan(0)
  }
})

test.each([
  [1.08249, '1.082'],
  [1, '1.000'],
  [12.345, '12.3'],
  [0.00004, '0.000040'],
  [1234, '1.2e+3'],
  [Number.POSITIVE_INFINITY, 'not a finite number'],
])('a ratio of %d reads %s', (ratio, said) => expect(formatRatio(ratio)).toBe(said))
