import { existsSync } from 'node:fs'
import type { LoadedConfig } from './config'

export const DEFAULT_CONFIG = 'phasegate.yml'

/** The configuration named by `--config`, else phasegate.yml of this directory when there is one. What reads it is loaded only then. */
export async function findConfig(named: string | undefined): Promise<LoadedConfig | null> {
  if (named === undefined && !existsSync(DEFAULT_CONFIG)) return null
  const { readConfig } = await import('./config')
  return readConfig(named ?? DEFAULT_CONFIG)
}
