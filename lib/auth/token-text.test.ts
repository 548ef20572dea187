import { expect, test } from 'vitest'
import { hashToken, isTokenText, newTokenText, tokenHint } from './token-text'

test('a new token is one, each is another', () => {
  const tokens = Array.from({ length: 200 }, newTokenText)
  expect(tokens.every(isTokenText)).toBe(true)
  expect(new Set(tokens).size).toBe(200)
  expect(tokens[0]).toMatch(/^pgt_[0-9A-Za-z]{38}$/)
})

test('any single wrong character is noticed', () => {
  const token = newTokenText()
  for (let i = 0; i < token.length; i++) {
    const wrong = token[i] === 'x' ? 'y' : 'x'
    expect(isTokenText(token.slice(0, i) + wrong + token.slice(i + 1))).toBe(false)
  }
})

test.each(['', 'pgt_', `pgt_${'0'.repeat(38)}`, `${newTokenText()}0`, ` ${newTokenText()}`])(
  '%j is none',
  (text) => {
    expect(isTokenText(text)).toBe(false)
  },
)

test('neither hash nor hint gives the token away', () => {
  const token = newTokenText()
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
  expect(tokenHint(token)).toHaveLength(13)
})
