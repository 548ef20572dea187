import type * as z from 'zod'
import type { Measurement } from '@/lib/core/wire'

/** What one launch of a benchmark yielded. */
export type Launch = {
  /** Each under the probe's own word for it (a measure) or a metric's name; samples of the warm-up are left out. */
  measurements: Measurement[]
  /** One line: why this launch cannot be trusted to be whole. */
  failure: string | null
  /** What may cast doubt on the numbers: sends that left late or not at all, samples that were thrown away. */
  counts?: Record<string, number>
}

export type LaunchContext = {
  /** 0 for the first launch of a benchmark. */
  launch: number
  /** Samples to throw away at the start of each launch; undefined: what the probe finds right. */
  warmup: number | undefined
  /** Samples wanted of each measure in a launch; undefined: what the probe finds right. */
  samples: number | undefined
  timeoutSeconds: number
  /** Aborted when the time is up or the agent is stopped: the launch then ends soon, with what it has and a failure. */
  signal: AbortSignal
  /** Directory of the configuration file; paths in it are relative to this. */
  configDirectory: string
  /** Shows a line of the benchmark's own to the person watching. */
  show: (line: string) => void
}

/**
 * A quantity a probe can measure. Without a claim by a metric (`measure:`) it is reported as `<benchmark>/<measure>` when it is `beside`
 * (correctness goes beside speed always), or when nothing else was asked for.
 */
export type Measure = { unit: string; beside?: true }

/** One way of measuring. A new kind is a new file beside this one and a line in probes.ts. */
export type Probe<S extends z.ZodObject = z.ZodObject> = {
  kind: string
  /** Its own keys in phasegate.yml, besides those every benchmark has. */
  settings: S
  measures: Record<string, Measure>
  launch(settings: z.infer<S>, context: LaunchContext): Promise<Launch>
}
