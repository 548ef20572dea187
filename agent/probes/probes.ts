import { exec } from './exec'
import { otlp } from './otlp'
import { pytest } from './pytest'

/** Every way of measuring, by its name in phasegate.yml. */
export const PROBES = { exec, otlp, pytest } as const
