import { expect, test } from 'vitest'
import { ratioOfSides, type Side, whyNoRatio } from './compare-results'

const side = (value: number | null, over: Partial<Side> = {}): Side => ({
  value,
  low: null,
  high: null,
  unit: 'ms',
  basis: 'none',
  statistic: 'p50',
  ...over,
})
const between = (low: number, high: number, basis: Side['basis'] = 'build') => ({ low, high, basis })

test('two intervals between runs make one of their ratio', () => {
  const e = Math.exp(0.03)
  const { ratio, low, high, p } = ratioOfSides(
    side(100, between(100 / e, 100 * e)),
    side(110, between(110 / e, 110 * e)),
  )
  expect(ratio).toBeCloseTo(1.1, 12)
  expect(Math.log(high! / ratio)).toBeCloseTo(0.03 * Math.SQRT2, 6)
  expect(Math.log(ratio / low!)).toBeCloseTo(0.03 * Math.SQRT2, 6)
  expect(p).toBeLessThan(0.0001)
})

test('samples of one run each are not taken for more than they are: 8% is within what runs differ by, 15% is not', () => {
  const of = (value: number) => side(value, between(value * 0.999, value * 1.001, 'samples'))
  expect(ratioOfSides(of(100), of(108)).low).toBeLessThan(1)
  expect(ratioOfSides(of(100), of(115)).low).toBeGreaterThan(1)
})

test('nor is a bare number: 30% is within, a half more is not', () => {
  expect(ratioOfSides(side(100), side(130)).low).toBeLessThan(1)
  expect(ratioOfSides(side(100), side(150)).low).toBeGreaterThan(1)
})

test('units convert', () =>
  expect(ratioOfSides(side(100), side(0.2, { unit: 's' })).ratio).toBeCloseTo(2, 12))

test.each([
  [side(1), side(1), null],
  [side(0), side(1), 'a ratio needs values above zero'],
  [side(1), side(null), 'one side has no value'],
  [side(1), side(1, { unit: 'MB' }), 'MB does not convert to ms'],
  [side(1), side(1, { statistic: 'p95' }), 'p50 does not compare with p95'],
])('%#: says why there is no ratio', (base, head, why) => expect(whyNoRatio(base, head)).toBe(why))
