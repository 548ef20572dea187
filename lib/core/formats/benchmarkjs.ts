import type { Format } from './format'
import { type Found, measured } from './measured'
import { printedNumber } from './printed'
import { isReport, linesOf } from './text-lines'
import { scaled } from './tool-unit'

/** Consoles of Windows print the ± in their own ways. */
const CYCLE = /^(.*) x (\S+) ops\/sec (?:\+\/-|[^\d\s.]{1,3})?([\d.]+|NaN|Infinity)% \(\d+ runs? sampled\)$/
/** A benchmark that threw is "name: TypeError: …", or an error of which nothing is printed: "name: ". */
const FAULT = /^(\S.*?): (?:((?:[A-Z]\w*)?Error\b.*)|)$/

/** Cycles a second with the relative margin of error at 95%, which benchmark.js computes of the period. */
function reading([, , number, margin]: RegExpExecArray): Found['is'] {
  const value = printedNumber(number!)
  const share = printedNumber(margin!) / 100
  if (Number.isNaN(value)) return { unit: 'ops/s', error: `the benchmark gave ${number} ops/sec` }
  return {
    unit: 'ops/s',
    value,
    low: Math.max(0, scaled(value, 1 - share)),
    high: scaled(value, 1 + share),
  }
}

export const benchmarkjs: Format = {
  name: 'benchmarkjs',
  title: 'Benchmark.js (what its cycles print)',
  detect: (text, json) =>
    isReport(text, json, ' ops/sec ') && linesOf(text).some((line) => CYCLE.test(line.trim())),
  parse(text) {
    const found = linesOf(text).flatMap((line): Found[] => {
      const cycle = CYCLE.exec(line.trim())
      if (cycle) return [{ name: cycle[1]!, is: reading(cycle) }]
      const fault = FAULT.exec(line.trimStart())
      return fault ? [{ name: fault[1]!, is: { error: fault[2] ?? 'failed without a message' } }] : []
    })
    return { measurements: measured(found) }
  },
}
