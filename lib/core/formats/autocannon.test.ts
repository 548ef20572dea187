import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { autocannon } from './autocannon'
import { mistake, read } from './testing/read'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

const real = JSON.parse(sample('autocannon.json')) as Record<string, object>
const file = (over: object) => ({ ...real, ...over })
const by = (over: object) => Object.fromEntries(read(autocannon, file(over)).map((m) => [m.metric, m]))

test('a file of the tool: means, per second where it counts, and what went wrong', () => {
  expect(read(autocannon, sample('autocannon.json'))).toEqual([
    { metric: 'example result/latency', unit: 'ms', value: 100.1 },
    { metric: 'example result/requests', unit: 'ops/s', value: 250 },
    { metric: 'example result/throughput', unit: 'B/s', value: 52468 },
    { metric: 'example result/errors', unit: 'count', value: 0 },
    { metric: 'example result/timeouts', unit: 'count', value: 0 },
    { metric: 'example result/mismatches', unit: 'count', value: 0 },
    { metric: 'example result/non2xx', unit: 'count', value: 0 },
  ])
  expect(autocannon.parse(sample('autocannon.json')).startedAt).toBe('2020-11-06T09:38:31.027Z')
})

describe('a result', () => {
  test.each([
    [{ title: undefined }, 'https://httpbin.org/get/latency'],
    [{ title: '', url: ['http://a', 'http://b'] }, 'http://a http://b/latency'],
    [{ title: null, url: undefined, socketPath: '/tmp/s' }, '/tmp/s/latency'],
    [{ title: null, url: undefined }, 'autocannon/latency'],
  ])('of %j is %s', (over, metric) => expect(Object.keys(by(over))[0]).toBe(metric))
  test('that was counted twice a second is told per second', () =>
    expect(by({ sampleInt: 500 })).toMatchObject({
      'example result/requests': { value: 500 },
      'example result/throughput': { value: 104_936 },
      'example result/latency': { value: 100.1 },
    }))
  test('of a server that never answered is an error and not 0', () => {
    const none = by({
      requests: { average: 0, total: 0 },
      latency: { average: 0, totalCount: 0 },
      errors: 40,
      timeouts: 40,
    })
    const error = 'no request was answered (40 errors, 40 timeouts)'
    for (const measure of ['latency', 'requests', 'throughput'])
      expect(none[`example result/${measure}`]).toEqual({ metric: `example result/${measure}`, error })
    expect(none['example result/errors']).toMatchObject({ value: 40 })
  })
  test('of answers that were all faults is an error too', () =>
    expect(by({ '2xx': 0, non2xx: 500 })['example result/latency']).toEqual({
      metric: 'example result/latency',
      error: 'no answer was a success (500 non2xx)',
    }))
  test('of an old version has no counts of faults, and may lack a mean', () => {
    const { latency, requests, throughput, connections } = real
    const old = { latency: { p50: 67 }, requests, throughput, connections }
    expect(latency).toBeDefined()
    expect(read(autocannon, old).map((m) => [m.metric, m.value])).toEqual([
      ['autocannon/latency', 67],
      ['autocannon/requests', 250],
      ['autocannon/throughput', 52468],
    ])
    expect(read(autocannon, { ...old, latency: {} })[0]!.error).toBe('the file gives no latency')
  })
})

test.each([
  ['no latency', { latency: undefined }, /^latency: /],
  ['latency in words', { latency: { average: '5' } }, /^latency\.average: .*number/],
  ['latency below zero', { latency: { average: -5 } }, /^latency\.average: must not be below zero$/],
  ['a start that is no time', { start: 'yesterday' }, /^start: is not a time$/],
  ['a start out of time', { start: '+012345-01-01T00:00:00Z' }, /^start: is not a time$/],
])('a file with %s is refused, with the place', (_, over, said) =>
  expect(mistake(autocannon, file(over))).toMatch(said),
)
