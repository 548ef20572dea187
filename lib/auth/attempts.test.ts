import { describe, expect, test } from 'vitest'
import { attempt } from './attempts'

const MINUTE = 60_000
const wrong = async () => null
const right = async () => 'me'
/** Nobody else's account: the count is kept for the whole process. */
const someone = () => crypto.randomUUID()

describe('ten wrong passwords from one address', () => {
  test('are all there are, the right one included, for a quarter of an hour', async () => {
    const account = someone()
    for (let i = 0; i < 10; i++)
      expect(await attempt(account, 'a', i * 1_000, wrong)).toEqual({ allowed: true, found: null })
    for (const look of [wrong, right])
      expect(await attempt(account, 'a', 10_000, look)).toEqual({ allowed: false })
    expect(await attempt(account, 'a', 14 * MINUTE, right)).toEqual({ allowed: false })
    expect(await attempt(account, 'a', 15 * MINUTE, right)).toEqual({ allowed: true, found: 'me' })
  })

  test('leave other addresses and other accounts alone', async () => {
    const account = someone()
    for (let i = 0; i < 10; i++) await attempt(account, 'a', 0, wrong)
    expect((await attempt(account, 'b', 0, wrong)).allowed).toBe(true)
    expect((await attempt(someone(), 'a', 0, wrong)).allowed).toBe(true)
  })

  test('count also when they come at once', async () => {
    const account = someone()
    let looked = 0
    const slow = async () => {
      looked++
      await new Promise((go) => setTimeout(go, 5))
      return null
    }
    const answers = await Promise.all(Array.from({ length: 100 }, () => attempt(account, 'a', 0, slow)))
    expect(looked).toBe(10)
    expect(answers.filter((a) => a.allowed)).toHaveLength(10)
  })
})

test('fifty from anywhere are all an account has', async () => {
  const account = someone()
  for (let i = 0; i < 50; i++) expect((await attempt(account, `a${i}`, 0, wrong)).allowed).toBe(true)
  expect((await attempt(account, 'new', 0, right)).allowed).toBe(false)
})

test('the right password forgives the wrong ones before it', async () => {
  const account = someone()
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 9; i++) await attempt(account, 'a', 0, wrong)
    expect(await attempt(account, 'a', 0, right)).toEqual({ allowed: true, found: 'me' })
  }
})

test('a look that could not be had counts for nothing', async () => {
  const account = someone()
  const away = () => attempt(account, 'a', 0, () => Promise.reject(new Error('away')))
  for (let i = 0; i < 30; i++) await expect(away()).rejects.toThrow('away')
  expect(await attempt(account, 'a', 0, right)).toEqual({ allowed: true, found: 'me' })
})
