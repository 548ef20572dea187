import { type ToolUnit, toolUnit } from './tool-unit'

/** The unit of the wire for one of Go's: per operation goes without saying, and "p99-ns" is in ns. Any other stays. */
export const goUnit = (unit: string): ToolUnit => toolUnit(unit.endsWith('-ns') ? 'ns' : unit)

/** Time per operation has the benchmark's name alone, so that `-benchmem` renames nothing; every other measure is behind a slash. */
export const goMeasure = (unit: string): string | undefined => (unit === 'ns/op' ? undefined : unit)

const NONE = /^(?:NaN|([+-]?)Inf)$/

/** A number as Go prints it; NaN and Inf are read as what they are. */
export function goNumber(text: string): number {
  const none = NONE.exec(text)
  if (none) return none[1] === undefined ? Number.NaN : Number(`${none[1]}Infinity`)
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
}
