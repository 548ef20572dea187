import { exec } from './exec'

export const PROBES = { exec } as const
