import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { csvRows } from './csv'
import { otavaCsv } from './otava-csv'

const sample = readFileSync(`${import.meta.dirname}/samples/otava-csv.csv`, 'utf8')
const rows = (text: string, delimiter = ',', quote = '"') =>
  [...csvRows(text, delimiter, quote)].map((r) => [r.line, ...r.fields])

test('a real file: its newest row is the run', () => {
  expect(otavaCsv.detect(sample, undefined)).toBe(true)
  expect(otavaCsv.parse(sample)).toEqual({
    measurements: [
      { metric: 'metric1', value: 148_209 },
      { metric: 'metric2', value: 9.03 },
    ],
    startedAt: '2024-01-10T02:00:00.000Z',
    commit: 'aaa9',
  })
})

describe('rows of CSV', () => {
  test.each([
    [
      'a,b\r\nc,d',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      '"a,""b"",\nc",d\ne,f\n',
      [
        [1, 'a,"b",\nc', 'd'],
        [3, 'e', 'f'],
      ],
    ],
    ['a,it\'s "so",', [[1, 'a', 'it\'s "so"', '']]],
    [
      'a\n\n  \nb\n',
      [
        [1, 'a'],
        [4, 'b'],
      ],
    ],
    ['"",""', [[1, '', '']]],
    ['', []],
  ])('%j', (text, expected) => expect(rows(text)).toEqual(expected))
  test('of other delimiters and quotes', () =>
    expect(rows("'a;''b';c", ';', "'")).toEqual([[1, "a;'b", 'c']]))
})

const parsed = (text: string) => otavaCsv.parse(text)
test.each([
  ['time;commit;"a;b"\n2024-01-01;x;1\n', 'a;b'],
  ["time,commit,'a,b'\n2024-01-01,x,1\n", 'a,b'],
  ['time\tcommit\ta\n2024-01-01\tx\t1\n', 'a'],
  ['\ufeffTime,Commit,a\r\n1704067200,x,1\r\n', 'a'],
])('%j', (text, metric) => {
  expect(otavaCsv.detect(text, undefined)).toBe(true)
  expect(parsed(text)).toEqual({
    measurements: [{ metric, value: 1 }],
    startedAt: '2024-01-01T00:00:00.000Z',
    commit: 'x',
  })
})

test('the newest row is that of the latest time, wherever it stands, with its branch', () =>
  expect(
    parsed(
      'time,commit,branch,build,a\n2024-01-02,222,main,8,5\n2024-01-03,333,next,9,6\n2024-01-01,111,main,7,4',
    ),
  ).toEqual({
    measurements: [{ metric: 'a', value: 6 }],
    startedAt: '2024-01-03T00:00:00.000Z',
    commit: '333',
    branch: 'next',
  }))

test('a metric that the newest row leaves out is named; words are no metrics', () =>
  expect(parsed('time,host,a,b,c,\n2024-01-01,x,1,2,3,4\n2024-01-02,y,,NaN,5,6').measurements).toEqual([
    { metric: 'a', error: 'the newest row gives no value' },
    { metric: 'b', error: 'the newest row gives NaN' },
    { metric: 'c', value: 5 },
    { metric: 'column 6', value: 6 },
  ]))

test.each([
  ['timeStamp,elapsed,label\n1704067200000,12,home', 'of JMeter'],
  ['metric_name,timestamp,metric_value\nhttp_reqs,1704067200,1', 'of k6'],
  ['time,word\n2024-01-01,x', 'of words'],
  ['time,a\nsoon,1', 'without times'],
  ['time,a', 'without a row'],
  ['a b c', 'of one column'],
])('%j, a table %s, is not of Otava', (text) => expect(otavaCsv.detect(text, undefined)).toBe(false))

test.each([
  ['', 'the document', 'holds no row of measurements'],
  ['time,a', 'the document', 'holds no row of measurements'],
  ['when,a\n1,2', 'line 1', 'names no time column'],
  ['time,a\n2024-01-01,1\n2024-01-02', 'line 3', 'has 1 fields for 2 columns'],
  ['time,a\n2024-01-01,1\nsoon,1', 'line 3', 'gives no time we can read'],
  ['time,a\n2024-01-01,"1', 'line 2', 'has a quote without its end'],
  ['time,a\n2024-01-01,x', 'line 2', 'has no column of numbers beside the time'],
])('%j is refused', (text, place, message) =>
  expect(() => parsed(text)).toThrow(expect.objectContaining({ place, message })),
)
