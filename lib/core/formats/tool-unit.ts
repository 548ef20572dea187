import { canonicalUnit, dimensionOf } from '../units'
import { fitUnit } from './fit'

/** A tool's unit as one of ours, and what its values are multiplied by. No unit: a bare number. */
export type ToolUnit = { unit?: string; times: number }

const WORDS: Record<string, [string, number]> = {
  ps: ['ns', 1e-3],
  picosecond: ['ns', 1e-3],
  ns: ['ns', 1],
  nsec: ['ns', 1],
  nano: ['ns', 1],
  nanosecond: ['ns', 1],
  us: ['µs', 1],
  usec: ['µs', 1],
  micro: ['µs', 1],
  microsecond: ['µs', 1],
  msec: ['ms', 1],
  milli: ['ms', 1],
  millisecond: ['ms', 1],
  sec: ['s', 1],
  second: ['s', 1],
  minute: ['min', 1],
  hr: ['min', 60],
  hour: ['min', 60],
  day: ['min', 1440],
  byte: ['B', 1],
  kilobyte: ['kB', 1],
  megabyte: ['MB', 1],
  gigabyte: ['GB', 1],
  kibibyte: ['KiB', 1],
  mebibyte: ['MiB', 1],
  gibibyte: ['GiB', 1],
  percent: ['%', 1],
  percentage: ['%', 1],
  pct: ['%', 1],
  rps: ['ops/s', 1],
  qps: ['ops/s', 1],
  tps: ['ops/s', 1],
  '#': ['count', 1],
  count: ['count', 1],
  alloc: ['count', 1],
}
const PER_SECOND: Record<string, number> = {
  ns: 1e9,
  us: 1e6,
  µs: 1e6,
  μs: 1e6,
  ms: 1e3,
  s: 1,
  sec: 1,
  second: 1,
  min: 1 / 60,
  hr: 1 / 3600,
  day: 1 / 86_400,
}
const RATE = /^(?:ops?|iters?|iterations?|reqs?|requests?|calls?)\s?(?:\/|per )\s?([a-zµμ]+)$/i
const EACH = /^(.+?)\s?\/\s?(?:op|ops|iter|iteration|call|req|request)$/i
const NONE = new Set(['---', '-', 'unitless', 'none', 'n/a'])

function word(said: string): ToolUnit | null {
  if (dimensionOf(said) !== null) return { unit: canonicalUnit(said), times: 1 }
  const lower = said.toLowerCase()
  for (const key of [lower, lower.replace(/s$/, '')])
    if (Object.hasOwn(WORDS, key)) return { unit: WORDS[key]![0], times: WORDS[key]![1] }
  return null
}

/**
 * "us/op" is µs, "ops/ms" a thousand ops/s, "Megabytes" MB. A unit that is none of ours keeps its name, and its values are left as they
 * are.
 */
export function toolUnit(text: string): ToolUnit {
  // github-action-benchmark takes the rest of a line of Go for the unit: "ns/op", tab, "4.14 MB/s"
  const said = fitUnit(text.trim().split('\t')[0])
  if (!said || NONE.has(said.toLowerCase())) return { times: 1 }
  const per = RATE.exec(said)?.[1]
  if (per && Object.hasOwn(PER_SECOND, per)) return { unit: 'ops/s', times: PER_SECOND[per]! }
  const each = EACH.exec(said)?.[1]
  return word(each ?? said) ?? { unit: said, times: 1 }
}

/** `value` times `factor`, free of floating-point noise (15 significant digits). */
export const scaled = (value: number, factor: number): number =>
  factor === 1 ? value : Number((value * factor).toPrecision(15))

/** A value in our unit. */
export const inUnit = (value: number, { times }: ToolUnit): number => scaled(value, times)
