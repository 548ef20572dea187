import { expect, test } from 'vitest'
import { normalise, WordErrorRate } from './wer'

test.each([
  ['Turn ON the kitchen-light, please!', 'turn on the kitchen light please'],
  ["It’s 'fine'.", "it's fine"],
  ["the dogs' bowl", 'the dogs bowl'],
  ['  Grüße,\n Café… ', 'grüße café'],
  ['ﬁve 10 %', 'five 10'],
  ['¿Qué tal?', 'qué tal'],
  ['今日は、晴れ。', '今日は 晴れ'],
  ['...', ''],
])('%j is compared as %j', (text, words) => expect(normalise(text)).toBe(words))

test('the rate of many weighs every word the same', () => {
  const rate = new WordErrorRate()
  expect(rate.percent).toBeNull()
  expect(rate.add('Play some music.', 'play some music')).toBe(0)
  expect(rate.add('stop', '')).toBe(100)
  expect(rate.add('turn on the kitchen light', 'turn off the kitchen lights')).toBe(40)
  expect(rate.add('play', 'play it again now')).toBe(300)
  expect(rate.percent).toBe((100 * 6) / 10)
})
