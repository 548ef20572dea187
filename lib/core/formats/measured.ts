import { MAX_MEASUREMENTS, MAX_SAMPLES, type Measurement } from '../wire'
import { fitName, printable } from './fit'
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
  const names = found.map((f) => printable(f.name))
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

/** The measurements of a run, each metric once. Throws FormatError when there are none, or more than a run can hold. */
export function measured(found: readonly Found[], place: string): Measurement[] {
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
    return { metric: names[i]!, ...is }
  })
}
