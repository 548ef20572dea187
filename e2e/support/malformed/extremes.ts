import type { RunUpload } from '@/lib/core/wire'

export type Body = { what: string; body: Uint8Array | string; headers?: Record<string, string> }

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)
const MANY = 500_000

/** Bodies that are too large, too deep or too many, numbers beyond all bounds, and headers that say something else. */
export function* extremes(good: RunUpload): Generator<Body> {
  const text = JSON.stringify(good)
  const withOwn = (own: string) => text.replace('"environment":{', `"environment":{"own":${own},`)
  const withMeasurements = (measurements: unknown[]) => JSON.stringify({ ...good, measurements })
  yield { what: 'nothing', body: '' }
  yield { what: 'spaces', body: ' \n\t\r ' }
  yield { what: 'a byte order mark', body: `\uFEFF${text}` }
  yield { what: 'a byte order mark alone', body: '\uFEFF' }
  for (const depth of [33, 1_000, 10_000, 1_000_000]) {
    yield { what: `${depth} arrays in each other`, body: nested('[', ']', depth) }
    yield { what: `${depth} arrays in the environment`, body: withOwn(nested('[', ']', depth)) }
    yield {
      what: `${depth} objects in the environment`,
      body: withOwn(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
    }
    yield { what: `${depth} opened and never closed`, body: '['.repeat(depth) }
  }
  const keys = Array.from({ length: MANY }, (_, i) => `"k${i}":1`).join(',')
  yield { what: '500,000 keys', body: `{${keys}}` }
  yield { what: '500,000 keys in the environment', body: withOwn(`{${keys}}`) }
  yield { what: '500,000 times the same key', body: `{${'"a":1,'.repeat(MANY)}"a":1}` }
  yield { what: '500,000 empty objects', body: withOwn(`[${'{},'.repeat(MANY)}{}]`) }
  yield {
    what: '5,001 measurements',
    body: withMeasurements(Array.from({ length: 5_001 }, (_, i) => ({ metric: `m${i}`, value: i }))),
  }
  yield {
    what: '100,001 samples',
    body: withMeasurements([{ metric: 'm', samples: Array(100_001).fill(1) }]),
  }
  yield { what: '20 MB', body: text.padEnd(20_000_000) }
  yield { what: '9 MB in one text', body: JSON.stringify({ ...good, branch: 'b'.repeat(9_000_000) }) }
  for (const number of ['1e400', '-1e400', '1e999999999', `1${'0'.repeat(400)}`, `-${'9'.repeat(5_000)}`]) {
    yield {
      what: `the sample ${number.slice(0, 12)}`,
      body: text.replace(/"samples":\[[^,]+/, `"samples":[${number}`),
    }
    yield {
      what: `the value ${number.slice(0, 12)}`,
      body: text.replace(/"value":[^,}]+/, `"value":${number}`),
    }
    yield { what: `${number.slice(0, 12)} in the environment`, body: withOwn(`[${number}]`) }
  }
  for (const type of [
    'text/plain',
    'text/html',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json5',
    'json',
    '*/*',
    'application/json; charset=iso-8859-1',
  ])
    yield { what: `the type ${type}`, body: text, headers: { 'content-type': type } }
  for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'x'])
    yield { what: `the encoding ${encoding}`, body: text, headers: { 'content-encoding': encoding } }
}
