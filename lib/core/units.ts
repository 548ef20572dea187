export type Dimension = 'time' | 'bytes' | 'ratio' | 'count' | 'rate'

/** Size of each unit in the base unit of its dimension: s, B, 1, 1, 1/s. */
const UNITS: Record<string, [Dimension, number]> = {
  ns: ['time', 1e-9],
  µs: ['time', 1e-6],
  ms: ['time', 1e-3],
  s: ['time', 1],
  min: ['time', 60],
  B: ['bytes', 1],
  kB: ['bytes', 1e3],
  KiB: ['bytes', 1024],
  MB: ['bytes', 1e6],
  MiB: ['bytes', 1024 ** 2],
  GB: ['bytes', 1e9],
  GiB: ['bytes', 1024 ** 3],
  ratio: ['ratio', 1],
  '%': ['ratio', 0.01],
  count: ['count', 1],
  'ops/s': ['rate', 1],
}

const SPELLINGS: Record<string, string> = {
  us: 'µs',
  μs: 'µs',
  sec: 's',
  seconds: 's',
  byte: 'B',
  bytes: 'B',
  KB: 'kB',
  percent: '%',
  '': 'count',
  '1': 'count',
  'req/s': 'ops/s',
  '/s': 'ops/s',
}

/** The one spelling of a unit: `us` is `µs`. A unit we do not know keeps its name. */
export const canonicalUnit = (unit: string): string =>
  Object.hasOwn(SPELLINGS, unit) ? SPELLINGS[unit]! : unit

const known = (unit: string) =>
  Object.hasOwn(UNITS, canonicalUnit(unit)) ? UNITS[canonicalUnit(unit)]! : null

/** What a unit measures; null for a unit we do not know, which compares with itself alone. */
export const dimensionOf = (unit: string): Dimension | null => known(unit)?.[0] ?? null

/** Whether more is better by the unit alone: operations per second, and bytes or bits per second, which do not convert. */
export const isThroughput = (unit: string): boolean =>
  dimensionOf(unit) === 'rate' || /^([kKMGT]i?)?(B|bytes?|b|bits?)\/(s|sec|second)$/.test(unit)

/** Whether a value in one unit can be said in the other. */
export const isConvertible = (from: string, to: string): boolean =>
  canonicalUnit(from) === canonicalUnit(to) ||
  (dimensionOf(from) !== null && dimensionOf(from) === dimensionOf(to))

/** `value` said in unit `to`, free of floating-point noise (15 significant digits). Throws RangeError across dimensions. */
export function convert(value: number, from: string, to: string): number {
  if (canonicalUnit(from) === canonicalUnit(to)) return value
  const [a, b] = [known(from), known(to)]
  if (!a || !b || a[0] !== b[0]) throw new RangeError(`${from} cannot be said in ${to}`)
  return Number(((value * a[1]) / b[1]).toPrecision(15))
}

/** The units of one dimension from small to large, for scaling a value to be read. */
export const scaleOf = (unit: string): { unit: string; size: number }[] => {
  const of = known(unit)
  const ladder =
    of?.[0] === 'time'
      ? ['ns', 'µs', 'ms', 's', 'min']
      : of?.[0] === 'bytes'
        ? canonicalUnit(unit).includes('i')
          ? ['B', 'KiB', 'MiB', 'GiB']
          : ['B', 'kB', 'MB', 'GB']
        : []
  return ladder.map((name) => ({ unit: name, size: UNITS[name]![1] / of![1] }))
}
