import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { spansOfJson } from './json'
import { spansOfProtobuf } from './protobuf'
import type { Span } from './span'
import { Junk } from './wire'

const body = (name: string) => readFileSync(`agent/testing/otlp/sdk-${name}.body`)
const json = (value: unknown) => [...spansOfJson(Buffer.from(JSON.stringify(value)))]
const one = (span: object) => json({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })[0]!

test('a real exporter says the same in both encodings', () => {
  const spans = [...spansOfProtobuf(body('protobuf'))]
  expect(spans).toEqual([...spansOfJson(body('json'))])
  expect(spans).toHaveLength(15)
  const [first] = spans as [Span]
  expect(first).toMatchObject({ name: 'stt.transcribe', service: 'voice-server', error: null })
  expect(first.id).toMatch(/^[0-9a-f]{48}$/)
  expect(Number(first.end - first.start) / 1e6).toBeGreaterThan(9)
  // a list is no value that a span could be chosen by
  expect(Object.fromEntries(first.attributes)).toEqual({
    'stt.model': 'base',
    'stt.words': 5,
    'stt.confidence': 0.93,
    'stt.streaming': true,
  })
  expect(spans.filter((s) => s.error !== null)).toMatchObject([
    { name: 'stt.transcribe', error: 'no speech in the audio' },
  ])
})

test('a protobuf message that is cut or broken anywhere is junk or a message, and never anything else', () => {
  const whole = body('protobuf')
  let junk = 0
  let read = 0
  const tried = (bytes: Buffer) => {
    try {
      read += [...spansOfProtobuf(bytes)].length
    } catch (error) {
      if (!(error instanceof Junk)) throw error
      junk++
    }
  }
  for (let length = 0; length < whole.length; length++) tried(whole.subarray(0, length))
  expect(junk).toBe(whole.length - 1)
  for (let at = 0; at < whole.length; at++)
    for (const byte of [0, 0x7f, 0x80, 0xff]) {
      const broken = Buffer.from(whole)
      broken[at] = byte
      tried(broken)
    }
  expect(junk).toBeGreaterThan(2 * whole.length)
  expect(read).toBeGreaterThan(whole.length)
})

test.each([
  ['a length beyond the end', [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ['a number of eleven bytes', [0x08, ...Array(10).fill(0xff), 0x01]],
  ['a group', [0x0b]],
  ['field 0', [0x00, 0x01]],
  ['a number where a message should be', [0x08, 0x01]],
  ['a name that is not UTF-8', [0x0a, 0x07, 0x12, 0x05, 0x12, 0x03, 0x2a, 0x01, 0xff]],
])('%s is junk', (_, bytes) => expect(() => [...spansOfProtobuf(Buffer.from(bytes))]).toThrow(Junk))

test('negative and 64-bit numbers are read as they are meant', () => {
  const nested = (field: number, bytes: number[]) => [(field << 3) | 2, bytes.length, ...bytes]
  const minusOne = [0x18, ...Array(9).fill(0xff), 0x01]
  const attribute = nested(9, [...nested(1, [0x6e]), ...nested(2, minusOne)])
  const bytes = nested(1, nested(2, nested(2, attribute)))
  expect([...spansOfProtobuf(Buffer.from(bytes))][0]!.attributes.get('n')).toBe(-1)
})

test('JSON says numbers as strings or numbers, and a status by number or name', () => {
  expect(one({ startTimeUnixNano: '1795599025843000001', endTimeUnixNano: 2 ** 60 })).toMatchObject({
    start: 1795599025843000001n,
    end: 2n ** 60n,
    error: null,
  })
  expect(one({ status: { code: 'STATUS_CODE_ERROR', message: 'no' } }).error).toBe('no')
  expect(one({ status: { code: 2 } }).error).toBe('')
  expect(one({ status: { code: 1 } }).error).toBeNull()
  expect(one({ attributes: [{ key: 'n', value: { intValue: '-7' } }] }).attributes.get('n')).toBe(-7)
  expect(json({})).toEqual([])
  expect(
    json({ resourceSpans: [{ instrumentationLibrarySpans: [{ spans: [{ name: 'old' }] }] }] }),
  ).toMatchObject([{ name: 'old', service: null }])
})

test.each([
  ['nonsense', 'the body is not JSON'],
  ['[]', 'the body: '],
  ['{"resourceSpans": 1}', 'resourceSpans: '],
  ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"now"}]}]}]}', 'startTimeUnixNano: '],
  ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":1.5}]}]}]}', 'must be an integer'],
])('%s is junk', (text, why) => expect(() => [...spansOfJson(Buffer.from(text))]).toThrow(why))
