import * as z from 'zod'
import { text } from './text'

const finite = z.number('must be a finite number')
const amount = finite.nonnegative('must not be negative')
const whole = z.int('must be a whole number').nonnegative('must not be negative')

/** How unquiet the machine was. What a system cannot tell is absent or null, never 0; unknown keys are kept. */
export const noise = z.looseObject({
  stealPercent: finite.nullish(),
  loadPerCore: finite.nullish(),
  clockSpreadPercent: finite.nullish(),
  /** shares of the time in which some task waited for processor, disk or memory */
  cpuPressurePercent: finite.nullish(),
  ioPressurePercent: finite.nullish(),
  memoryPressurePercent: finite.nullish(),
  /** the share of its periods in which the container was held back */
  throttledPercent: finite.nullish(),
})

/** Beyond these a suite wants no run of its own as evidence. */
export const noiseLimits = z.strictObject({
  stealPercent: amount.optional(),
  loadPerCore: amount.optional(),
  clockSpreadPercent: amount.optional(),
  cpuPressurePercent: amount.optional(),
  throttledPercent: amount.optional(),
})

/** How one benchmark was measured. */
const benchmark = z.looseObject({
  name: text(200),
  probe: text(50),
  launches: whole,
  warmup: whole.nullish(),
  seconds: amount.nullish(),
  /** sends that left later than they should have, and those that never left or came to no end */
  late: amount.nullish(),
  dropped: amount.nullish(),
  timerOverheadNs: amount.nullish(),
  noise: noise.nullish(),
})

/** `environment.measuring`: how a run was measured. */
export const measuring = z.looseObject({
  /** How many samples each launch gave, in their order, by metric. */
  launches: z.record(text(200), z.array(whole.min(1, 'must be at least 1')).min(1).max(1_000)).nullish(),
  noiseLimits: noiseLimits.nullish(),
  benchmarks: z.array(benchmark).max(1_000).nullish(),
})

export type Noise = z.infer<typeof noise>
export type NoiseLimits = z.infer<typeof noiseLimits>
export type Measuring = z.infer<typeof measuring>
export type MeasuredBenchmark = NonNullable<Measuring['benchmarks']>[number]

type Counted = { metric: string; samples?: unknown[] }
type Measured = { environment: { measuring?: Measuring | null }; measurements: Counted[] }

/** The samples of each launch of a metric, as the run says; undefined where it says nothing. */
export function launchSizes(
  { environment: { measuring: how } }: Pick<Measured, 'environment'>,
  metric: string,
) {
  const all = how?.launches
  return all && Object.hasOwn(all, metric) ? all[metric] : undefined
}

/** Metrics whose launches do not add up to the samples that were sent, with what is wrong. */
export function* launchProblems({ environment, measurements }: Measured) {
  const samples = new Map(measurements.map((m) => [m.metric, m.samples]))
  for (const [metric, sizes] of Object.entries(environment.measuring?.launches ?? {})) {
    const given = samples.get(metric)
    const sum = sizes.reduce((a, b) => a + b, 0)
    if (!given) yield { metric, message: 'is not measured by samples in this run' }
    else if (sum !== given.length)
      yield { metric, message: `adds up to ${sum} samples, but the run has ${given.length}` }
  }
}
