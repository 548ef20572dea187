import { MAX_MEASUREMENTS, MAX_SAMPLES, type Measurement } from '../wire'
import { fitError, fitName, fitUnit, printable, UNNAMED } from './fit'
import { FormatError } from './format-error'

/** What one entry of a file says of one measure. */
export type Found = {
  /** the tool's own name */
  name: string
  /** which measure of several */
  measure?: string
  /** what tells entries of one name apart, the most telling first; used where names are equal */
  labels?: string[]
  is: Omit<Measurement, 'metric'>
}

function equalOnes(names: string[]): number[][] {
  const by = new Map<string, number[]>()
  names.forEach((name, i) => {
    const same = by.get(name)
    if (same) same.push(i)
    else by.set(name, [i])
  })
  return [...by.values()].filter((same) => same.length > 1)
}

/** Names that differ: by the labels in which equal ones differ, and by a number where those are equal too. */
function tellApart(found: readonly Found[]): string[] {
  const names = found.map((f) => printable(f.name) || UNNAMED)
  const whole = (i: number, more = '') => fitName(names[i]! + more, found[i]!.measure)
  for (let level = 0; level < Math.max(...found.map((f) => f.labels?.length ?? 0)); level++)
    for (const same of equalOnes(found.map((_, i) => whole(i)))) {
      const labels = same.map((i) => found[i]!.labels?.[level] ?? '')
      if (new Set(labels).size > 1)
        same.forEach((i, at) => {
          if (labels[at]) names[i] += ` [${printable(labels[at])}]`
        })
    }
  const used = new Set<string>()
  const times = new Map<string, number>()
  return found.map((_, i) => {
    const first = whole(i)
    let name = first
    for (let n = times.get(first) ?? 2; used.has(name); n++) {
      name = whole(i, ` #${n}`)
      times.set(first, n + 1)
    }
    used.add(name)
    return name
  })
}

const isNumber = (v: number | undefined): v is number => v !== undefined && Number.isFinite(v)

/** The ends of an interval that are numbers; none of them when one lies on the wrong side, for that is no interval. */
function interval({ low, high }: Found['is'], value: number) {
  if ((isNumber(low) && low > value) || (isNumber(high) && high < value)) return {}
  return { ...(isNumber(low) && { low }), ...(isNumber(high) && { high }) }
}

/** What is no number is an error by name, and a single sample a value. */
function reading(is: Found['is']): Found['is'] {
  const unit = fitUnit(is.unit)
  const shared = unit === undefined ? {} : { unit }
  if (is.state !== undefined) return is
  if (is.error !== undefined) return { ...shared, error: fitError(is.error, 'failed') }
  const values = is.samples ?? [is.value]
  const wrong = values.findIndex((v) => !isNumber(v))
  if (values.length === 0 || wrong >= 0)
    return { ...shared, error: `the file gives ${values[wrong] ?? 'no value'} where a number belongs` }
  if (values.length > 1) return { ...shared, samples: is.samples! }
  return { ...shared, value: values[0]!, ...interval(is, values[0]!) }
}

/**
 * The measurements of a run, fit for the wire, each metric once. Throws FormatError when there are none, or more than a run can hold.
 */
export function measured(found: readonly Found[], place = 'the document'): Measurement[] {
  if (found.length === 0) throw new FormatError('holds no benchmark', place)
  if (found.length > MAX_MEASUREMENTS)
    throw new FormatError(
      `holds ${found.length} measurements; a run takes at most ${MAX_MEASUREMENTS}`,
      place,
    )
  const names = tellApart(found)
  return found.map(({ is }, i) => {
    if (is.samples && is.samples.length > MAX_SAMPLES)
      throw new FormatError(`${names[i]} has more than ${MAX_SAMPLES} samples`, place)
    return { metric: names[i]!, ...reading(is) }
  })
}
