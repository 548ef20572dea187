import { describe, expect, test } from 'vitest'
import { problemOf } from '../http/problem'
import { takeTurn } from './rate'

const NOW = Date.UTC(2026, 2, 1)
const turns = (key: string, count: number, at = NOW) => {
  for (let i = 0; i < count; i++) takeTurn(key, at)
}
const refusal = (work: () => void) => {
  try {
    work()
  } catch (error) {
    return error
  }
}

describe('a token that asks too often', () => {
  test('is told when to come again', async () => {
    turns('eager', 3_000)
    const answer = problemOf(refusal(() => takeTurn('eager', NOW)))
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status: 429, title: 'Too many requests' })
  })

  test('does not cost another token its turn', () => {
    turns('loud', 3_000)
    expect(refusal(() => takeTurn('quiet', NOW))).toBeUndefined()
  })

  test('has a thousand turns a second later, and no more', () => {
    turns('steady', 3_000)
    turns('steady', 1_000, NOW + 1_000)
    expect(refusal(() => takeTurn('steady', NOW + 1_000))).toMatchObject({ code: 'too_many_requests' })
  })
})
