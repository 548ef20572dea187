import { describe, expect, test } from 'vitest'
import { ContextWindow, estimateTokens } from './context-window'

const fill = (window: ContextWindow, turns: number) => {
  for (let i = 0; i < turns; i++) {
    window.add({ role: 'user', content: `question ${i} ${'x'.repeat(40)}` })
    window.add({ role: 'assistant', content: `answer ${i} ${'y'.repeat(80)}` })
  }
}

describe('context window', () => {
  test('never holds more than its limit, at every single message', () => {
    const window = new ContextWindow('be brief', 300)
    for (let i = 0; i < 200; i++) {
      window.add({ role: i % 2 ? 'assistant' : 'user', content: 'z'.repeat((i * 37) % 500) })
      expect(window.tokens).toBeLessThanOrEqual(300)
    }
    expect(window.pruned).toBeGreaterThan(0)
  })

  test('counts what it holds', () => {
    const window = new ContextWindow('be brief', 300)
    fill(window, 30)
    const sum = window.render().reduce((n, m) => n + estimateTokens(m.content), 0)
    expect(window.tokens).toBe(sum)
    expect(window.size + window.pruned).toBe(60)
  })

  test('keeps the instructions and the newest, and starts with a question', () => {
    const window = new ContextWindow('be brief', 300)
    fill(window, 30)
    const [first, second] = window.render()
    expect(first).toEqual({ role: 'system', content: 'be brief' })
    expect(second?.role).toBe('user')
    expect(window.render().at(-1)?.content).toContain('answer 29')
  })

  test('cuts a message that is longer than the window from its front', () => {
    const window = new ContextWindow('be brief', 60)
    window.add({ role: 'user', content: `${'a'.repeat(1000)}end` })
    expect(window.tokens).toBeLessThanOrEqual(60)
    expect(window.render()[1]?.content.endsWith('end')).toBe(true)
  })

  test('refuses instructions that do not fit', () => {
    expect(() => new ContextWindow('x'.repeat(1000), 50)).toThrow('254 of 50 tokens')
  })
})
