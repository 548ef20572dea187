import { MAX_SAMPLES, type Measurement } from '@/lib/core/wire'

/** What several launches (or executions) say together, and how many samples each of them gave, by metric. */
export type Joined = { measurements: Measurement[]; sizes: Map<string, number[]>; faults: Fault[] }
/** Why a metric that has numbers has fewer than it should. */
export type Fault = { metric: string; text: string }

type One = { measurement: Measurement; sizes: number[]; fault: string | null }

const errorOf = (metric: string, error: string): One => ({
  measurement: { metric, error },
  sizes: [],
  fault: null,
})

/** The worst state counts; where nobody said which is worst, launches that disagree have no state. */
function joinStates(metric: string, said: string[], order: readonly string[] | undefined): One {
  const seen = [...new Set(said)]
  const worst =
    seen.length === 1
      ? seen[0]!
      : seen.every((s) => order?.includes(s))
        ? seen.toSorted((a, b) => order!.indexOf(b) - order!.indexOf(a))[0]!
        : null
  return worst === null
    ? errorOf(metric, `launches disagree: ${seen.join(', ')}`)
    : { measurement: { metric, state: worst }, sizes: [], fault: null }
}

const valuesOf = (m: Measurement) => m.samples ?? (m.value === undefined ? [] : [m.value])

/** Samples in order of launches; a launch that gave one value gave one sample. */
function joinNumbers(metric: string, said: Measurement[]): One {
  const unit = said[0]!.unit
  const other = said.find((m) => m.unit !== unit)
  if (other) return errorOf(metric, `measured in ${unit ?? 'no unit'} and in ${other.unit ?? 'no unit'}`)
  const samples: number[] = []
  const sizes: number[] = []
  for (const values of said.map(valuesOf)) {
    // a launch is taken whole or not at all
    if (samples.length + values.length > MAX_SAMPLES) continue
    for (const v of values) samples.push(v)
    sizes.push(values.length)
  }
  const left = said.length - sizes.length
  const fault = left ? `samples of ${left} launches left out, a run takes ${MAX_SAMPLES}` : null
  if (!samples.length) return errorOf(metric, `more than ${MAX_SAMPLES} samples in one launch`)
  return { measurement: { metric, ...(unit !== undefined && { unit }), samples }, sizes, fault }
}

function joinOne(metric: string, said: Measurement[], order: readonly string[] | undefined): One {
  const good = said.filter((m) => m.error === undefined)
  const error = said.find((m) => m.error !== undefined)?.error
  if (!good.length) return errorOf(metric, error!)
  const fault = error ?? null
  if (good.length === 1) {
    const [only] = good
    return { measurement: only!, sizes: only!.samples ? [only!.samples.length] : [], fault }
  }
  const states = good.flatMap((m) => (m.state === undefined ? [] : [m.state]))
  if (states.length && states.length < good.length)
    return errorOf(metric, 'measured as a state and as a number')
  const joined = states.length ? joinStates(metric, states, order) : joinNumbers(metric, good)
  return { ...joined, fault: fault ?? joined.fault }
}

/** Joins what launches say, metric by metric in the order in which they first came. `statesOf` ranks states, best first. */
export function join(
  launches: readonly Measurement[][],
  statesOf: (metric: string) => readonly string[] | undefined = () => undefined,
): Joined {
  const said = new Map<string, Measurement[]>()
  for (const m of launches.flat()) said.set(m.metric, [...(said.get(m.metric) ?? []), m])
  const all = [...said].map(([metric, given]) => joinOne(metric, given, statesOf(metric)))
  return {
    measurements: all.map((one) => one.measurement),
    sizes: new Map(all.filter((one) => one.sizes.length).map((one) => [one.measurement.metric, one.sizes])),
    faults: all.flatMap(({ measurement: { metric }, fault }) =>
      fault === null ? [] : [{ metric, text: `${metric}: ${fault}` }],
    ),
  }
}
