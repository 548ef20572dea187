import { writeFileSync } from 'node:fs'
import { usageError } from '../exit'
import type { Options } from '../options'

/** What a command may write to: results for whoever asked, notes for whoever watches. */
export type Terminal = {
  /** The result: standard output, or the file of `--out`. */
  result: (text: string) => void
  /** Progress and facts; silent with `--quiet`. */
  note: (line: string) => void
  /** Something that went wrong; never silent. */
  complain: (line: string) => void
}

export function openTerminal(options: Pick<Options, 'out' | 'quiet'>): Terminal {
  const withNewline = (text: string) => (text.endsWith('\n') ? text : `${text}\n`)
  let written = ''
  return {
    result: (text) => {
      if (options.out === undefined) {
        process.stdout.write(withNewline(text))
        return
      }
      written += withNewline(text)
      try {
        writeFileSync(options.out, written)
      } catch (error) {
        throw usageError(`--out ${options.out}: ${(error as Error).message}`)
      }
    },
    note: (line) => {
      if (!options.quiet) process.stderr.write(withNewline(line))
    },
    complain: (line) => {
      process.stderr.write(`phasegate: ${withNewline(line)}`)
    },
  }
}
