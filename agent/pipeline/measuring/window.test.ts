import { expect, test } from 'vitest'
import { cleanupState, heldBytes } from './window'

// characters that exist once for each string, and not one constant shared by all
const hundredThousand = () => Buffer.alloc(100_000, 'x').toString('latin1')

test('tells what is held, again and again, and not what was held before', () => {
  for (let i = 0; i < 4; i++) {
    const ratio = heldBytes(hundredThousand, 100) / 100 / 100_000
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.1)
  }
})

test.each([
  ['pruned_at_limit', [900, 2_048, 2_000]],
  ['pruned_eventually', [900, 2_049, 2_000]],
  ['not_pruned', [900, 2_000, 2_049]],
])('%s', (state, kept) => expect(cleanupState(kept, 2_048)).toBe(state))
