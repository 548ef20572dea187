import { expect, test } from 'vitest'
import { inUnit, toolUnit } from './tool-unit'

test.each([
  ['ns/op', 'ns', 1],
  ['us/op', 'µs', 1],
  ['µs/iter', 'µs', 1],
  ['s/op', 's', 1],
  ['hr/op', 'min', 60],
  ['ops/s', 'ops/s', 1],
  ['ops/ms', 'ops/s', 1e3],
  ['ops/us', 'ops/s', 1e6],
  ['ops/ns', 'ops/s', 1e9],
  ['ops/min', 'ops/s', 1 / 60],
  ['iter/sec', 'ops/s', 1],
  ['req/s', 'ops/s', 1],
  ['Requests per second', 'ops/s', 1],
  ['RPS', 'ops/s', 1],
  ['B/op', 'B', 1],
  ['KB', 'kB', 1],
  ['MiB', 'MiB', 1],
  ['Megabytes', 'MB', 1],
  ['bytes', 'B', 1],
  ['Percent', '%', 1],
  ['%', '%', 1],
  ['msec', 'ms', 1],
  ['Milliseconds', 'ms', 1],
  ['counts', 'count', 1],
  ['Count', 'count', 1],
  ['#/op', 'count', 1],
  ['MB/sec', 'MB/sec', 1],
  ['allocs/op', 'count', 1],
  ['ps', 'ns', 1e-3],
  ['mb', 'mb', 1],
  ['fps', 'fps', 1],
  ['ns/op\t   4.14 MB/s\t     344 B/op\t      15 allocs/op', 'ns', 1],
  ['constructor', 'constructor', 1],
  ['ops/constructor', 'ops/constructor', 1],
  ['---', undefined, 1],
  ['', undefined, 1],
  [' \n', undefined, 1],
  ['u'.repeat(40), 'u'.repeat(30), 1],
])('%j is %s, times %d', (said, unit, times) =>
  expect(toolUnit(said)).toEqual({ ...(unit && { unit }), times }),
)

test('a converted value has no noise of its own', () => {
  expect(inUnit(1.1, toolUnit('ops/ms'))).toBe(1100)
  expect(inUnit(0.1 + 0.2, toolUnit('ops/s'))).toBe(0.1 + 0.2)
})
