import { expect, test } from 'vitest'
import { exactly, monotonicMs, notBefore } from './clock'

test.each([notBefore, exactly])('%o never returns early', async (until) => {
  for (let i = 0; i < 60; i++) {
    const at = monotonicMs() + 0.3 + (i % 7) * 0.71
    await until(at)
    expect(monotonicMs()).toBeGreaterThanOrEqual(at)
  }
})

test('a moment that has passed is not waited for', async () => {
  const started = monotonicMs()
  await notBefore(started - 1000)
  await exactly(started - 1000)
  expect(monotonicMs() - started).toBeLessThan(500)
})
