import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { MAX_MEASUREMENTS, measurement } from '../wire'
import { FormatError } from './format-error'
import { FORMATS, parseFormat } from './formats'
import { tryJson } from './json'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

const SAMPLES = readdirSync(`${import.meta.dirname}/samples`).filter((name) => name !== 'README.md')
const claimedBy = (text: string) => FORMATS.filter((f) => f.detect(text, tryJson(text))).map((f) => f.name)
/** A sample begins with the name of its format. */
const formatOfSample = (name: string) =>
  FORMATS.map((f) => f.name)
    .filter((f) => name.startsWith(`${f}-`) || name.startsWith(`${f}.`))
    .sort((a, b) => b.length - a.length)[0]

describe.each(SAMPLES)('%s', (name) => {
  test('is of one format and of no other', () =>
    expect(claimedBy(sample(name))).toEqual([formatOfSample(name)]))
  test('is read as measurements fit for the wire', () => {
    const { measurements } = parseFormat(formatOfSample(name)!, sample(name))
    expect(measurements.length).toBeGreaterThan(0)
    for (const m of measurements) expect(measurement.safeParse(m).success).toBe(true)
    expect(new Set(measurements.map((m) => m.metric)).size).toBe(measurements.length)
  })
})

/** Numbers from 0 to 1, the same every time (mulberry32). */
function random(seed: number) {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

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

/** A text cut short, with a piece taken out, a character changed, or a value made another. */
function damaged(text: string, next: () => number): string {
  const at = Math.floor(next() * text.length)
  const kind = Math.floor(next() * 5)
  if (kind === 0) return text.slice(0, at)
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1 + Math.floor(next() * 40))
  if (kind === 2)
    return text.slice(0, at) + String.fromCharCode(32 + Math.floor(next() * 95)) + text.slice(at + 1)
  const strange = STRANGE[Math.floor(next() * STRANGE.length)]!
  const value = /-?\d+(\.\d+)?([eE][+-]?\d+)?|"[^"\n]*"(?!\s*:)|\[\s*\]/g
  value.lastIndex = at
  const found = value.exec(text)
  return found ? text.slice(0, found.index) + strange + text.slice(found.index + found[0].length) : text
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
    const next = random(20_261_125)
    const times = text.length > 100_000 ? 30 : 300
    for (let i = 0; i < times; i++) {
      let broken = damaged(text, next)
      if (next() < 0.5) broken = damaged(broken, next)
      expect(['read', 'refused']).toContain(outcome(formatOfSample(name)!, broken))
      claimedBy(broken)
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
      ...SAMPLES.map(sample),
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
