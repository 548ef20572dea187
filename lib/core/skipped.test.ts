import { expect, test } from 'vitest'
import { isSkipped, skipped } from './skipped'

test.each([
  [skipped(), true],
  [skipped(''), true],
  [skipped('no GPU'), true],
  ['skipped: no GPU', true],
  ['skipped a beat', false],
  ['failed: skipped', false],
  ['', false],
  [null, false],
  [undefined, false],
])('%j is skipped: %s', (error, is) => expect(isSkipped(error)).toBe(is))
