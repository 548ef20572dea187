import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { seeded } from '../testing/seeded'
import { MAX_MEASUREMENTS, measurement } from '../wire'
import { FormatError } from './format-error'
import { detectFormat, FORMATS, parseFormat } from './formats'
import { tryJson } from './json'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

/** asv's description of its benchmarks is there to be refused: it has no result in it. */
const OF_NONE = 'asv-benchmarks.json'
/** Those of k6 and our own are written out in their own tests. */
const WITHOUT_SAMPLE = new Set(['k6', 'phasegate'])
const FILES = readdirSync(`${import.meta.dirname}/samples`).filter((name) => name !== 'README.md')
const SAMPLES = FILES.filter((name) => name !== OF_NONE)
const claimedBy = (text: string) => FORMATS.filter((f) => f.detect(text, tryJson(text))).map((f) => f.name)
/** A sample begins with the name of its format. */
const formatOfSample = (name: string) =>
  FORMATS.map((f) => f.name)
    .filter((f) => name.startsWith(`${f}-`) || name.startsWith(`${f}.`))
    .sort((a, b) => b.length - a.length)[0]!

test('every format has a sample of a real tool', () =>
  expect(new Set(SAMPLES.map(formatOfSample))).toEqual(
    new Set(FORMATS.map((f) => f.name).filter((name) => !WITHOUT_SAMPLE.has(name))),
  ))
test('what holds no result is of no format', () => expect(claimedBy(sample(OF_NONE))).toEqual([]))

describe.each(SAMPLES)('%s', (name) => {
  const [text, format] = [sample(name), formatOfSample(name)]
  test('is of one format and of no other', () => expect(claimedBy(text)).toEqual([format]))
  test('is read as measurements fit for the wire', () => {
    const { measurements } = parseFormat(format, text)
    expect(measurements.length).toBeGreaterThan(0)
    for (const m of measurements) expect(measurement.parse(m)).toEqual(m)
    expect(new Set(measurements.map((m) => m.metric)).size).toBe(measurements.length)
  })
  test('says the same with the line ends and, where it is printed, the byte order mark of Windows', () => {
    const mark = /^\s*[[{<]|^window/.test(text) ? '' : '\ufeff'
    expect(parseFormat(format, mark + text.replaceAll('\n', '\r\n'))).toEqual(parseFormat(format, text))
  })
})

const STRANGE = [
  'null',
  '-1',
  '1e999',
  '"NaN"',
  'NaN',
  '[]',
  '{}',
  '"5"',
  'true',
  '{"__proto__": {"a": 1}}',
  '[[[]]]',
  '""',
]
const ODD = [
  '',
  '"',
  '\n',
  '\r',
  '\t',
  ',',
  '{',
  '}',
  '[',
  ']',
  '\0',
  '1e999',
  'NaN',
  '-',
  '\ud800',
  ': ',
  ' x ',
  '\u001b[',
]

/** A text cut short, with a piece taken out or put in, a character changed, or a value made another. */
function damaged(text: string, random: ReturnType<typeof seeded>): string {
  const at = random.integer(0, Math.max(0, text.length - 1))
  const kind = random.integer(0, 5)
  if (kind === 0) return text.slice(0, at)
  if (kind === 1) return text.slice(0, at) + text.slice(at + random.integer(1, 40))
  if (kind === 2) return text.slice(0, at) + random.pick(ODD) + text.slice(at + random.integer(0, 40))
  if (kind === 3) return text.slice(0, at) + String.fromCharCode(random.integer(32, 126)) + text.slice(at + 1)
  const value = /-?\d+(\.\d+)?([eE][+-]?\d+)?|"[^"\n]*"(?!\s*:)|\[\s*\]/g
  value.lastIndex = at
  const found = value.exec(text)
  if (!found) return text
  return text.slice(0, found.index) + random.pick(STRANGE) + text.slice(found.index + found[0].length)
}

function outcome(format: string, text: string) {
  try {
    const { measurements } = parseFormat(format, text)
    for (const m of measurements)
      if (!measurement.safeParse(m).success) return `unfit: ${JSON.stringify(m).slice(0, 200)}`
    return 'read'
  } catch (error) {
    return error instanceof FormatError && error.place && !error.message.includes('\n')
      ? 'refused'
      : `${error}`
  }
}

// a busy machine takes a while for a megabyte, thirty times
describe('what is damaged is read or refused, never anything else:', { timeout: 60_000 }, () => {
  test.each(SAMPLES)('%s', (name) => {
    const text = sample(name)
    const random = seeded(20_261_125)
    const times = text.length > 100_000 ? 30 : 400
    for (let i = 0; i < times; i++) {
      let broken = damaged(text, random)
      if (random.uniform() < 0.4) broken = damaged(broken, random)
      for (const format of new Set([formatOfSample(name), detectFormat(broken)]))
        if (format) expect(['read', 'refused']).toContain(outcome(format, broken))
    }
  })
  test.each(FORMATS.map((f) => f.name))('%s, given what is none of it', (format) => {
    for (const text of [
      '',
      ' ',
      '[]',
      '{}',
      'null',
      '5',
      '"a"',
      '[null]',
      '[[]]',
      '{"a": null}',
      '\u0000',
      '[1',
      ...FILES.map(sample),
    ])
      expect(['read', 'refused']).toContain(outcome(format, text))
  })
})

test('a file of a million entries is refused in one line and in seconds', () => {
  const times = (one: string) => Array.from({ length: 1_000_000 }, () => one).join(',')
  const files: Record<string, string> = {
    hyperfine: `{"results":[${times('{"command":"a","mean":1}')}]}`,
    'github-action-benchmark': `[${times('{"name":"a","unit":"s","value":1}')}]`,
    bmf: `{"a":[${times('{"measures":{"latency":{"value":1}}}')}]}`,
    'google-benchmark': `{"context":{},"benchmarks":[${times('5')}]}`,
    jmh: `[${times('{"benchmark":"a"}')}]`,
  }
  for (const [format, text] of Object.entries(files)) {
    const start = Date.now()
    expect(() => parseFormat(format, text)).toThrow(FormatError)
    expect(Date.now() - start, format).toBeLessThan(10_000)
  }
  expect(() => parseFormat('jmh', files.jmh!)).toThrow('holds 1000000 entries; at most 100000 are read')
}, 60_000)

test('more measurements than a run can hold are refused before they are stored', () => {
  const results = Array.from({ length: MAX_MEASUREMENTS + 1 }, (_, i) => ({ command: `c${i}`, mean: 1 }))
  expect(() => parseFormat('hyperfine', JSON.stringify({ results }))).toThrow(
    'holds 5001 measurements; a run takes at most 5000',
  )
  results.pop()
  expect(parseFormat('hyperfine', JSON.stringify({ results })).measurements).toHaveLength(MAX_MEASUREMENTS)
})

test('a key that a prototype has is a name like any other', () => {
  const text = '{"__proto__": {"latency": {"value": 1}}, "constructor": {"latency": {"value": 2}}}'
  expect(parseFormat('bmf', text).measurements.map((m) => m.metric)).toEqual(['__proto__', 'constructor'])
})
