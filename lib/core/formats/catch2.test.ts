import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { catch2 } from './catch2'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const measured = (text: string) => catch2.parse(text).measurements

const RULE = '-'.repeat(79)
const head = (name: string, ...sections: string[]) =>
  [RULE, name, ...sections.map((s) => `  ${s}`), RULE, 'bench.cpp:5', '.'.repeat(79), ''].join('\n')
const table = (...rows: string[]) =>
  [
    'benchmark name                       samples       iterations    est run time',
    '                                     mean          low mean      high mean',
    '                                     std dev       low std dev   high std dev',
    RULE,
    ...rows,
    '',
  ].join('\n')
const first = (name: string) => `${name.padEnd(37)}          100           208     7.1968 ms `
const times = (...of: string[]) => `${' '.repeat(37)}${of.map((t) => t.padStart(13)).join(' ')} `
const row = (name: string) =>
  [first(name), times('344 ns', '341 ns', '349 ns'), times('19 ns', '11 ns', '29 ns'), ' '.repeat(79)].join(
    '\n',
  )

describe.each(['catch2-v2.txt', 'catch2-v3.txt'])('the real file %s', (name) =>
  test('has means with their intervals', () =>
    expect(measured(sample(name))).toEqual([
      { metric: 'Fibonacci 10', unit: 'ns', value: 344, low: 341, high: 349 },
      { metric: 'Fibonacci 20', unit: 'µs', value: 41.731, low: 41.25, high: 42.622 },
      { metric: 'Fibonacci~ 5!', unit: 'ns', value: 36, low: 35, high: 37 },
      { metric: 'Fibonacci-15_bench', unit: 'µs', value: 3.789, low: 3.734, high: 3.888 },
    ])),
)

const LONG = 'a_name_that_is_far_too_long_for_its_column_without_any_space'
test.each(['catch2-v3-failing.txt', 'catch2-v3-no-analysis.txt'])(
  'the real file %s has whole names, sections behind those that several have, and what failed',
  (name) =>
    expect(measured(sample(name)).map((m) => [m.metric, m.unit, m.low !== undefined, m.error])).toEqual(
      [
        ['fib [Small: one]', 'ns'],
        [LONG, 'ns'],
        ['a name of words that wraps, as (it is) too long for the column it has', 'µs'],
        ['fib [Small: one/inner]', 'ns'],
        ['fib [Large]', 'µs'],
        ['throws', undefined],
        ['last', 'ns'],
      ].map(([metric, unit]) => [
        metric,
        unit,
        unit !== undefined && name.includes('failing'),
        unit === undefined ? 'Benchmark failed (no model)' : undefined,
      ]),
    ),
)

test('one name in two test cases has them behind it', () =>
  expect(
    measured(
      [
        head('Small'),
        table(row('sort'), row('only here')),
        head('Large', 'by name', 'again'),
        table(row('sort'), row('sort')),
      ].join('\n'),
    ).map((m) => m.metric),
  ).toEqual(['sort [Small]', 'only here', 'sort [Large/by name/again]', 'sort [Large/by name/again] #2']))

test('an interval in several units is said in one; m is minutes', () =>
  expect(
    measured(
      table(first('a'), times('1.01 us', '998 ns', '1.02 us'), first('b'), times('1.5 m', '59 s', '2 m')),
    ),
  ).toEqual([
    { metric: 'a', unit: 'µs', value: 1.01, low: 0.998, high: 1.02 },
    { metric: 'b', unit: 'min', value: 1.5, low: 0.983333333333333, high: 2 },
  ]))

test('a long name is one name, cut at a space or within a word', () =>
  expect(
    measured(
      table(
        'a name that is so long that it is'.padEnd(79),
        row('wrapped'),
        `${'x'.repeat(34)}-`.padEnd(79),
        row('yz'),
      ).replaceAll('\n', '\r\n'),
    ).map((m) => m.metric),
  ).toEqual(['a name that is so long that it is wrapped', `${'x'.repeat(34)}yz`]))

test('without analysis there is the mean alone', () => {
  const text = [
    'benchmark name                            samples    iterations          mean',
    RULE,
    'Fibonacci 10                                  100           208        344 ns ',
    'Fibonacci 20                                  100             2     41.731 us ',
    '',
  ].join('\n')
  expect(measured(text)).toEqual([
    { metric: 'Fibonacci 10', unit: 'ns', value: 344 },
    { metric: 'Fibonacci 20', unit: 'µs', value: 41.731 },
  ])
})

test('what failed or stopped is named', () =>
  expect(
    measured(
      [
        table(row('good'), first('throws'), '\u001b[31mBenchmark failed (no model)', ''),
        table('at once                                  Benchmark failed (broken)', ''),
        table(first('killed')),
      ].join('\n'),
    ).map((m) => [m.metric, m.value ?? m.error]),
  ).toEqual([
    ['good', 344],
    ['throws', 'Benchmark failed (no model)'],
    ['at once', 'Benchmark failed (broken)'],
    ['killed', 'began and gave no result'],
  ]))

test('a table without a row is refused', () =>
  expect(() => measured(table())).toThrow(expect.objectContaining({ message: 'holds no benchmark' })))
