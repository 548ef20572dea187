import type { MetricDefinition } from '@/lib/core/metric'
import { isSkipped } from '@/lib/core/skipped'
import type { Measurement } from '@/lib/core/wire'
import { runBenchmarks } from '../benchmarks'
import { readConfig } from '../config'
import { definitionsOf } from '../config-schema'
import { type ExitCode, usageError, worst } from '../exit'
import { DEFAULT_CONFIG } from '../find-config'
import { exitCodeOf } from '../gate'
import { judgeOffline, type Measured } from '../offline'
import { showOffline } from '../output/receipt'
import { measuredIn, readResultFile } from '../result-files'
import type { Command } from './command'
import { readBenchmarks } from './run'

const hasTarget = (d: MetricDefinition) => d.target !== null || d.acceptance !== null

/** A gate that judged nothing must not look like one that passed. */
function requireJudged(measured: Measurement[], targets: MetricDefinition[], config: string) {
  if (targets.length === 0) throw usageError(`${config}: has no targets to check against`)
  const names = new Set(measured.filter((m) => !isSkipped(m.error)).map((m) => m.metric))
  if (!targets.some((t) => names.has(t.metric)))
    throw usageError(`${config}: none of its ${targets.length} metrics with a target was measured`)
  return targets.filter((t) => !names.has(t.metric)).map((t) => t.metric)
}

export const check: Command = async (options, files, terminal) => {
  const file = options.config ?? DEFAULT_CONFIG
  const loaded = files.length === 0 ? readBenchmarks(file) : readConfig(file)
  const definitions = definitionsOf(loaded.config)
  const sources: ({ label: string } & Measured)[] = []
  if (files.length === 0) {
    const { measurements, environment } = await runBenchmarks(
      loaded,
      'local',
      terminal.note,
      terminal.note,
      terminal.progress,
    )
    sources.push({ label: file, measurements, launches: environment.measuring?.launches })
  }
  for (const name of files) {
    const result = readResultFile(name, options.format)
    sources.push({ label: result.label, ...measuredIn(result) })
  }
  const unmeasured = requireJudged(
    sources.flatMap((s) => s.measurements),
    [...definitions.values()].filter(hasTarget),
    file,
  )
  const codes: ExitCode[] = []
  for (const { label, ...measured } of sources) {
    const judged = judgeOffline(label, measured, definitions)
    const heading = `${label} · checked against ${file}`
    terminal.result(showOffline(judged, heading, options.formatOut, terminal.screen))
    await terminal.summary(() => showOffline(judged, heading, 'markdown', terminal.screen))
    codes.push(exitCodeOf(judged.verdicts, options.failOn))
  }
  if (unmeasured.length) terminal.note(`not measured: ${unmeasured.join(', ')}`)
  return worst(codes)
}
