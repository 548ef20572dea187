import type { Comparison } from '../compare/comparison'
import { EXIT, usageError, worst } from '../exit'
import { findConfig } from '../find-config'
import type { Options } from '../options'
import { showComparison } from '../output/comparison'
import type { Terminal } from '../output/terminal'
import type { Command } from './command'

/** Alternates two commands or suites. */
async function measured(words: string[], options: Options, terminal: Terminal): Promise<Comparison> {
  const { interleave } = await import('../compare/interleave')
  const { launcherOf } = await import('../compare/launcher')
  const [a, b] = words as [string, string]
  return interleave([launcherOf('A', a), launcherOf('B', b)], options.launches, terminal.progress)
}

/** Reads two results. */
async function read(words: string[], options: Options): Promise<Comparison> {
  const { compareRuns } = await import('../compare/results')
  const { sideOf } = await import('../compare/sides')
  const loaded = await findConfig(options.config)
  const known = loaded ? (await import('../config-schema')).definitionsOf(loaded.config) : new Map()
  const about = { ...options, project: options.project ?? loaded?.config.project }
  const [base, head] = words as [string, string]
  return compareRuns(await sideOf(base, about, known), await sideOf(head, about, known))
}

export const compare: Command = async (options, words, terminal) => {
  if (words.length !== 2)
    throw usageError(
      options.interleave
        ? 'compare --interleave takes two commands or two suite files'
        : 'compare takes BASE and HEAD: two result files or two run ids',
    )
  const comparison = options.interleave
    ? await measured(words, options, terminal)
    : await read(words, options)
  terminal.result(showComparison(comparison, options.formatOut, terminal.screen))
  await terminal.summary(() => showComparison(comparison, 'markdown', terminal.screen))
  const worse = comparison.metrics.some((m) => m.difference === 'worse')
  return worst([
    comparison.failed.length > 0 ? EXIT.failed : EXIT.ok,
    worse && options.failOn.includes('regression') ? EXIT.gate : EXIT.ok,
  ])
}
