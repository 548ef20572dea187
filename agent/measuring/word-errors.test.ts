import { expect, test } from 'vitest'
import { wordErrors } from './word-errors'

test.each([
  ['play some music', 'play some music', 0],
  ['play some music', 'play music', 1],
  ['play some music', 'play some loud music', 1],
  ['play some music', 'stop the music', 2],
  ['play some music', '', 3],
  ['', 'play', 1],
  ['turn on the light', 'on the light turn', 2],
])('"%s" heard as "%s": %d', (said, heard, errors) => expect(wordErrors(said, heard)).toBe(errors))
