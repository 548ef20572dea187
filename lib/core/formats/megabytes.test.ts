import { expect, test } from 'vitest'
import { FormatError } from './format-error'
import { detectFormat, parseFormat } from './formats'

const MANY = 300_000
test.each([
  ['go', 'BenchmarkA-8 100 7 ns/op 3 B/op\n'.repeat(MANY / 4)],
  ['go', 'a line of a log\n'.repeat(MANY * 3)],
  ['go', `BenchmarkA ${' '.repeat(8_000_000)}x`],
  ['go', `BenchmarkA 1 ${'1 '.repeat(2_000_000)}`],
  ['go', `{"Action":"output","Package":"p","Output":"BenchmarkA 1 2 ns/op\\n"}\n`.repeat(MANY / 4)],
  ['criterion', 'Benchmarking a\n'.repeat(MANY)],
  ['criterion', `a${' '.repeat(4_000_000)}time:${' '.repeat(4_000_000)}x`],
  ['criterion', '\n'.repeat(2_000_000)],
  ['libtest', `test a${' '.repeat(8_000_000)}x`],
  ['libtest', 'test a ... ok\n'.repeat(MANY)],
  ['libtest', `test a ... bench: 5 ns/iter (+/- 1)\n${'test a ... ignored\n'.repeat(MANY)}`],
  ['benchmarkjs', ' x 1'.repeat(2_000_000)],
  ['benchmarkjs', 'A: '.repeat(2_000_000)],
  ['catch2', `benchmark name  samples  iterations  mean\n${'1 '.repeat(4_000_000)}`],
  ['catch2', `${'-'.repeat(79)}\n`.repeat(50_000)],
  ['benchmarkdotnet', `{"a": NaN, "b": "${'\\"'.repeat(4_000_000)}`],
  ['asv', `{"commit_hash": "a", "results": {${'"NaN": NaN,'.repeat(700_000)}`],
  ['otava-csv', `time,a\n${'2024-01-01,1\n'.repeat(MANY)}`],
  ['otava-csv', `time,a\n2024-01-01,"${'""'.repeat(4_000_000)}`],
  ['otava-csv', `time${'\r'.repeat(8_000_000)}x`],
])(
  '%s: megabytes, case %#, are read or refused in seconds',
  (name, text) => {
    const started = performance.now()
    detectFormat(text)
    try {
      parseFormat(name, text)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
    expect(performance.now() - started).toBeLessThan(8_000)
  },
  30_000,
)
