import { writeFileSync } from 'node:fs'
import type { Env } from '../env'
import { usageError } from '../exit'
import type { Options } from '../options'
import { openProgress, type Progress } from './progress'

/** What the look of a result depends on. */
export type Screen = { isTTY?: boolean; columns?: number }

/** What a command may write to: results for whoever asked, notes for whoever watches. */
export type Terminal = {
  /** Where the result is looked at; a file is no screen. */
  screen: Screen
  /** The result: standard output, or the file of `--out`. */
  result: (text: string) => void
  /** Progress and facts; silent with `--quiet`. */
  note: (line: string) => void
  /** Something that went wrong; never silent. */
  complain: (line: string) => void
  progress: Progress
  /** The result as Markdown, for the page of a CI system that has a place for it; made only then. */
  summary: (markdown: () => string) => Promise<void>
}

/** How wide a line may be: a file or a pipe has room for any. */
export const columnsOf = (screen: Screen, env: Env = process.env) =>
  (screen.isTTY ? screen.columns : Number(env.COLUMNS)) || Number.POSITIVE_INFINITY

export function openTerminal(options: Pick<Options, 'out' | 'quiet'>): Terminal {
  const withNewline = (text: string) => (text.endsWith('\n') ? text : `${text}\n`)
  let written = ''
  const progress = openProgress(process.stderr, options.quiet)
  return {
    progress,
    screen: options.out === undefined ? process.stdout : {},
    result: (text) => {
      progress.hide()
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
      if (options.quiet) return
      progress.hide()
      process.stderr.write(withNewline(line))
    },
    complain: (line) => {
      progress.hide()
      process.stderr.write(`phasegate: ${withNewline(line)}`)
    },
    summary: async (markdown) => {
      if (!process.env.GITHUB_STEP_SUMMARY && process.env.BUILDKITE !== 'true') return
      const { writeStepSummary } = await import('./step-summary')
      const trouble = writeStepSummary(markdown())
      if (trouble !== null) process.stderr.write(`${trouble}\n`)
    },
  }
}
