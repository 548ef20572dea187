import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { least } from '../testing/uploads'
import { FormatError } from './format-error'
import { detectFormat, FORMATS, formatOf, parseFormat } from './formats'
import { FORMAT_TITLES } from './titles'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const upload = JSON.stringify(least)

describe('a file without a name for its format', () => {
  test.each([
    ['phasegate', upload],
    ['phasegate', JSON.stringify(least, null, 2)],
    ['pytest-benchmark', sample('pytest-benchmark-with-data.json')],
    ['pytest-benchmark', sample('pytest-benchmark-storage.json')],
    ['junit', sample('junit-flat.xml')],
    ['junit', sample('junit-nested.xml')],
    [null, ''],
    [null, '{}'],
    [null, '[]'],
    [null, '{"benchmarks": []}'],
    ['google-benchmark', '{"context": {}, "benchmarks": [{"name": "BM_a", "real_time": 1}]}'],
    [null, '{"runId": '],
    [null, '<html/>'],
    ['go', 'goos: linux\nBenchmarkFib-8 5000000 325 ns/op'],
  ])('is %s', (name, text) => expect(detectFormat(text)).toBe(name))
  test('is of one format and of no other', () => {
    for (const text of [upload, sample('pytest-benchmark-storage.json'), sample('junit-flat.xml')]) {
      const json = text.startsWith('{') ? JSON.parse(text) : undefined
      expect(FORMATS.filter((f) => f.detect(text, json))).toHaveLength(1)
    }
  })
})

test('a name that is none is refused, and says so', () => {
  expect(formatOf('pytest')).toBeUndefined()
  for (const name of ['pytest', '', 'constructor', '__proto__'])
    expect(() => parseFormat(name, '{}')).toThrow(FormatError)
})

test('every format has a name of its own and a title', () => {
  expect(new Set(FORMATS.map((f) => f.name)).size).toBe(FORMATS.length)
  for (const { name, title } of FORMATS) {
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect(title).not.toBe('')
  }
})

test('our own upload is read whole, and its mistakes have a place', () => {
  expect(parseFormat('phasegate', upload)).toEqual({
    measurements: least.measurements,
    startedAt: least.startedAt,
    commit: least.commit,
    branch: least.branch,
    environment: least.environment,
  })
  expect(() => parseFormat('phasegate', upload.replace('"value":1', '"value":"1"'))).toThrow(
    expect.objectContaining({ place: 'measurements[0].value' }),
  )
})

test('the list of formats is that of the readers', () =>
  expect(FORMAT_TITLES).toEqual(FORMATS.map(({ name, title }) => ({ name, title }))))
