import type { z } from 'zod'
import type { Measurement } from '@/lib/core/wire'

/** What one benchmark yielded; `failure` says in one line why it cannot be trusted to be whole. */
export type ProbeResult = { measurements: Measurement[]; failure: string | null }

export type ProbeContext = {
  timeoutSeconds: number
  /** Directory of the configuration file; paths in it are relative to this. */
  configDirectory: string
  /** Shows a line of the benchmark's own to the person watching. */
  show: (line: string) => void
}

/** One way of measuring. A new kind is a new file beside this one and a line in probes.ts. */
export type Probe<S extends z.ZodObject = z.ZodObject> = {
  kind: string
  /** Its own keys in phasegate.yml, besides `name`, `probe`, `timeout` and `metrics`. */
  settings: S
  run(settings: z.infer<S>, context: ProbeContext): Promise<ProbeResult>
}
