import { exec } from './exec'
import { otlp } from './otlp'
import { processProbe } from './process'
import { pytest } from './pytest'

/** Every way of measuring, by its name in phasegate.yml. */
export const PROBES = { exec, otlp, process: processProbe, pytest } as const
