import { expect, test } from 'vitest'
import { isSilent, speechBounds } from './loudness'
import { implausible } from './plausible'
import { dataOffset, msOf, type Pcm, readWav, writeWav } from './wav'

const RATE = 16_000

/** A tone of `ms` milliseconds among faint noise, 16 bits. */
function tone(parts: [ms: number, amplitude: number][]): Pcm {
  const samples = parts.flatMap(([ms, amplitude]) =>
    Array.from({ length: (ms * RATE) / 1000 }, (_, i) =>
      Math.round(amplitude * Math.sin(i / 3) + 10 * Math.sin(i * 7.7)),
    ),
  )
  return { rate: RATE, width: 2, channels: 1, bytes: Buffer.from(Int16Array.from(samples).buffer) }
}
const spoken = tone([
  [300, 0],
  [500, 8_000],
  [700, 0],
])

test('a WAVE file is read as it was written, whatever lies before its samples', () => {
  const file = writeWav(spoken)
  expect(readWav(file)).toEqual(spoken)
  expect(msOf(spoken)).toBe(1_500)
  const note = Buffer.from('LIST\x05\0\0\0hello\0', 'latin1')
  const noted = Buffer.concat([file.subarray(0, 36), note, file.subarray(36)])
  expect(readWav(noted)).toEqual(spoken)
  expect(dataOffset(noted)).toBe(44 + note.length)
  expect(dataOffset(noted.subarray(0, 50))).toBeNull()
})

test('a stream that did not know its length is read to its end, in whole frames', () => {
  const file = writeWav({ rate: 8_000, width: 2, channels: 2, bytes: Buffer.alloc(21) })
  file.writeUInt32LE(0xffff_ffff, 40)
  expect(readWav(file)).toMatchObject({ rate: 8_000, channels: 2, bytes: Buffer.alloc(20) })
})

test.each([
  ['not a WAVE file', Buffer.from('ID3 something')],
  ['a WAVE file without data', writeWav(spoken).subarray(0, 36)],
  ['a WAVE file of something other than plain PCM', writeWav(spoken).fill(3, 20, 21)],
  ['a WAVE file without its format', Buffer.from(`RIFF\0\0\0\0WAVEdata${'\0'.repeat(40)}`)],
])('%s is told', (message, file) => expect(() => readWav(file)).toThrow(message))

test('speech is found by its loudness, to 10 ms', () => {
  const { start, end } = speechBounds(spoken)!
  expect(start).toBeCloseTo(300, -1.3)
  expect(end).toBeCloseTo(800, -1.3)
  expect(speechBounds({ ...spoken, width: 4, channels: 1, bytes: widened(spoken, 4) })).toEqual({
    start,
    end,
  })
  expect(speechBounds(tone([[500, 0]]))).toBeNull()
  expect(isSilent(tone([[500, 0]]))).toBe(true)
  expect(isSilent(spoken)).toBe(false)
})

function widened({ bytes }: Pcm, width: number): Buffer {
  const wide = Buffer.alloc((bytes.length / 2) * width)
  for (let i = 0; i < bytes.length / 2; i++)
    wide.writeIntLE(bytes.readInt16LE(2 * i) * 2 ** (8 * (width - 2)), i * width, width)
  return wide
}

test.each([
  ['play some music', spoken, null],
  ['play some music', tone([[100, 8_000]]), 'audio too short for its words'],
  ['music', tone([[6_000, 8_000]]), 'audio too long for its words'],
  ['play some music', tone([[900, 0]]), 'silent audio'],
  ['play some music', tone([]), 'no audio'],
])('"%s" as %o: %s', (text, audio, wrong) => expect(implausible(audio, text)).toBe(wrong))
