import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lighthouse } from './lighthouse'
import { mistake, read } from './testing/read'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

const file = (over: object = {}) => ({
  lighthouseVersion: '12.0.0',
  fetchTime: '2026-02-28T14:57:00.000Z',
  audits: {
    'first-contentful-paint': {
      scoreDisplayMode: 'numeric',
      numericValue: 900.5,
      numericUnit: 'millisecond',
    },
  },
  categories: { performance: { score: 0.9, auditRefs: [{ id: 'first-contentful-paint' }] } },
  ...over,
})

test('a report of the tool: every audit that is a number, and the scores', () => {
  const text = sample('lighthouse-11.7.0.json')
  const all = Object.fromEntries(read(lighthouse, text).map(({ metric, ...is }) => [metric, is]))
  expect(all).toMatchObject({
    'first-contentful-paint': { unit: 'ms', value: 1765.1586199999997 },
    'largest-contentful-paint': { unit: 'ms', value: 2879.15892 },
    'total-blocking-time': { unit: 'ms', value: 762 },
    'speed-index': { unit: 'ms', value: 2555.6266886094636 },
    'cumulative-layout-shift': { value: 0.23113807410157133 },
    'total-byte-weight': { unit: 'B', value: 352_099 },
    'dom-size': { unit: 'count', value: 259 },
    performance: { unit: 'ratio', value: 0.64 },
    seo: { unit: 'ratio', value: 0.86 },
  })
  expect(all['cumulative-layout-shift']).not.toHaveProperty('unit')
  expect(all).not.toHaveProperty('metrics')
  expect(Object.keys(all)).toHaveLength(38)
  const { measurements: _, ...rest } = lighthouse.parse(text)
  expect(rest).toEqual({
    startedAt: '2024-03-28T19:34:29.077Z',
    environment: { runtime: 'Lighthouse 11.7.0, Chrome/125.0.0.0' },
  })
})

describe('what did not work is named and is not 0:', () => {
  test('an audit of performance, and the score that misses it', () =>
    expect(
      read(
        lighthouse,
        file({
          audits: {
            'first-contentful-paint': { scoreDisplayMode: 'error', errorMessage: 'No paint.\nat x' },
            'color-contrast': { scoreDisplayMode: 'error', errorMessage: 'axe broke' },
          },
          categories: {
            performance: { score: null, auditRefs: [{ id: 'first-contentful-paint' }] },
            accessibility: { score: null, auditRefs: [{ id: 'color-contrast' }] },
          },
        }),
      ),
    ).toEqual([
      { metric: 'first-contentful-paint', error: 'No paint.' },
      { metric: 'performance', error: 'Lighthouse gives no score' },
      { metric: 'accessibility', error: 'Lighthouse gives no score' },
    ]))
  test('a page that did not load', () =>
    expect(
      read(
        lighthouse,
        file({
          runtimeError: { code: 'ERRORED_DOCUMENT_REQUEST', message: 'Status code: 404' },
          categories: { performance: { score: null } },
        }),
      ).at(-1),
    ).toEqual({ metric: 'performance', error: 'ERRORED_DOCUMENT_REQUEST: Status code: 404' }))
})

test('the answer of PageSpeed Insights holds the same report', () => {
  const wrapped = { kind: 'pagespeedonline#result', lighthouseResult: file() }
  expect(lighthouse.detect('', wrapped)).toBe(true)
  expect(lighthouse.parse(JSON.stringify(wrapped))).toEqual(lighthouse.parse(JSON.stringify(file())))
  expect(mistake(lighthouse, { lighthouseResult: file({ audits: { a: { numericValue: '5' } } }) })).toMatch(
    /^lighthouseResult\.audits\.a\.numericValue: /,
  )
})

test.each([
  ['no audits', { audits: undefined }, /^audits: /],
  ['nothing measured', { audits: {}, categories: {} }, /^audits: holds no benchmark$/],
  ['a value in words', { audits: { a: { numericValue: '5' } } }, /^audits\.a\.numericValue: .*number/],
  ['an audit that is none', { audits: { a: null } }, /^audits\.a: /],
  ['a time that is none', { fetchTime: 'now' }, /^fetchTime: is not a time$/],
])('a report with %s is refused, with the place', (_, over, said) =>
  expect(mistake(lighthouse, file(over))).toMatch(said),
)
