import { describe, expect, test } from 'vitest'
import { compareRun, decideChange, falseDiscovery } from './compare'
import { seeded, times } from './testing/seeded'

const shape = { direction: 'lower', minEffect: 0.02 } as const
const alone = (value: number, history: number[]) => {
  const comparison = compareRun(value, history, shape)
  return decideChange(comparison, falseDiscovery([comparison.p!])[0]!)
}

describe('when nothing changed', () => {
  test.each([
    [8, 0.05],
    [20, 0.05],
    [20, 0.3],
  ])('%d earlier runs with a spread of %d: one and a half percent look different', (n, sigma) => {
    const random = seeded(16)
    const trials = 6000
    let different = 0
    for (let i = 0; i < trials; i++) {
      const draw = () => random.lognormal(100, sigma)
      if (alone(draw(), times(n, draw)) !== 'stable') different++
    }
    // Three standard errors are 0.5%; half of the false alarms are improvements.
    expect(different / trials).toBeGreaterThan(0.01)
    expect(different / trials).toBeLessThan(0.02)
  })
  test('of uploads with forty metrics, as few have a false alarm, and not half of them', () => {
    const random = seeded(17)
    const trials = 1500
    let alarmed = 0
    for (let i = 0; i < trials; i++) {
      const comparisons = times(40, () => {
        const draw = () => random.lognormal(100, 0.05)
        return compareRun(draw(), times(20, draw), shape)
      })
      const q = falseDiscovery(comparisons.map((c) => c.p!))
      if (comparisons.some((c, k) => decideChange(c, q[k]!) !== 'stable')) alarmed++
    }
    expect(alarmed / trials).toBeLessThan(0.025)
    expect(alarmed / trials).toBeGreaterThan(0.006)
  })
})

test('a step of five spreads is found by one run nine times out of ten', () => {
  const random = seeded(18)
  const found = times(1000, () => {
    const history = times(20, () => random.lognormal(100, 0.05))
    return alone(random.lognormal(100 * Math.exp(0.25), 0.05), history) === 'regression'
  })
  expect(found.filter(Boolean).length).toBeGreaterThan(900)
})
