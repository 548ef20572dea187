import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Env } from '../env'

/** GitHub refuses a step's summary of more than 1 MiB as a whole. */
const MOST_BYTES = 1_000_000

const onPath = (program: string, env: Env) =>
  (env.PATH ?? '')
    .split(delimiter)
    .some((directory) => directory !== '' && existsSync(join(directory, program)))

/** Whole lines up to a size, and a word about the rest. */
export function cut(markdown: string, room: number): string {
  if (Buffer.byteLength(markdown) <= room) return markdown
  const kept: string[] = []
  let size = 100
  for (const line of markdown.split('\n')) {
    size += Buffer.byteLength(line) + 1
    if (size > room) break
    kept.push(line)
  }
  return `${kept.join('\n')}\n\nCut off here: the summary is too long for this page.`
}

/**
 * Shows Markdown beside the log where the CI system has a place for it: the step summary of GitHub Actions, an annotation of Buildkite.
 * Null when it did, or when there is no place; else why it could not, which is no reason to fail.
 */
export function writeStepSummary(markdown: string, env: Env = process.env): string | null {
  const file = env.GITHUB_STEP_SUMMARY
  try {
    if (file) {
      const there = existsSync(file) ? statSync(file).size : 0
      appendFileSync(file, `${cut(markdown, MOST_BYTES - there)}\n\n`)
    } else if (env.BUILDKITE === 'true' && onPath('buildkite-agent', env)) {
      const { status, error } = spawnSync(
        'buildkite-agent',
        ['annotate', '--context', 'phasegate', '--append'],
        {
          input: `${cut(markdown, MOST_BYTES)}\n\n`,
          stdio: ['pipe', 'ignore', 'ignore'],
          timeout: 20_000,
        },
      )
      if (error || status !== 0)
        return `no annotation: buildkite-agent ${error ? error.message : `ended with ${status}`}`
    }
  } catch (error) {
    return `no step summary: ${(error as Error).message}`
  }
  return null
}
