import { expect, test } from 'vitest'
import { startLeakyServer } from '../../testing/child'
import { endAfterEach, keep, of, watch } from '../../testing/watch'

endAfterEach()

test.each([0, 0.2, 1, 5])(
  'a leak of %d MB a session is measured',
  async (leak) => {
    const { port } = await keep(startLeakyServer(leak * 1e6))
    const session = { url: `ws://127.0.0.1:${port}`, send: ['hello'] }
    const launch = await watch({ port, session, collectGarbage: true }, { warmup: undefined })
    expect(launch.failure).toBeNull()
    const { value, low, high } = of(launch, 'memory_per_session')!
    expect(low).toBeLessThanOrEqual(value!)
    expect(high).toBeGreaterThanOrEqual(value!)
    const near = Math.abs(value! - leak) <= Math.max(0.1 * leak, 0.02)
    expect(near || (low! <= leak && leak <= high!), `${value} (${low} to ${high})`).toBe(true)
    expect(of(launch, 'failure_rate')).toMatchObject({ value: 0 })
  },
  60_000,
)
