import type { ExitCode } from '../exit'
import type { Options } from '../options'
import type { Terminal } from '../output/terminal'

/** One word after `phasegate`. Refusals are thrown, the exit code is returned. */
export type Command = (options: Options, words: string[], terminal: Terminal) => Promise<ExitCode>
