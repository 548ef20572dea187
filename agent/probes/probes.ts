import { exec } from './exec'

/** Every way of measuring, by its name in phasegate.yml. */
export const PROBES = { exec } as const
