import { exec } from './exec'
import { pytest } from './pytest'

/** Every way of measuring, by its name in phasegate.yml. */
export const PROBES = { exec, pytest } as const
