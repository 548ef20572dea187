import { expect, test } from 'vitest'
import { encode, FrameReader, type WyomingEvent } from './frames'

const event = (type: string, data = {}, payload = ''): WyomingEvent => ({
  type,
  data,
  payload: Buffer.from(payload),
})
const raw = (head: object, ...rest: string[]) => Buffer.from([JSON.stringify(head), '\n', ...rest].join(''))

test('data is read from the line, from after it, and from both', () => {
  const later = '{"b": 2, "c": "ü"}'
  const length = Buffer.byteLength(later)
  const bytes = Buffer.concat([
    encode('audio-chunk', { rate: 16_000 }, Buffer.from('pcm')),
    raw({ type: 'info', version: '1.9.0', data_length: length, payload_length: 2 }, later, 'xy'),
    raw({ type: 'both', data: { a: 1, b: 1 }, data_length: length }, later),
    raw({ type: 'bare', data: null }),
  ])
  const events = [
    event('audio-chunk', { rate: 16_000 }, 'pcm'),
    event('info', { b: 2, c: 'ü' }, 'xy'),
    event('both', { a: 1, b: 2, c: 'ü' }),
    event('bare'),
  ]
  expect(new FrameReader().push(bytes)).toEqual(events)
  const reader = new FrameReader()
  const split = [...bytes].flatMap((_, i) => reader.push(bytes.subarray(i, i + 1)))
  expect(split).toEqual(events)
})

test.each([
  ['HTTP/1.1 400 Bad Request\r\n', 'a line that is no JSON object'],
  ['[1]\n', 'a line that is no JSON object'],
  ['{"data": {}}\n', 'an event without type'],
  ['{"type": "a", "payload_length": -1}\n', 'a length that is none'],
  ['{"type": "a", "payload_length": 1e12}\n', 'a length that is none'],
  ['x'.repeat(1_100_000), 'a line without end'],
])('%.40s is not Wyoming', (text, why) =>
  expect(() => new FrameReader().push(Buffer.from(text))).toThrow(
    `the server does not speak Wyoming: ${why}`,
  ),
)
