import { v7 as uuidv7 } from 'uuid'
import { isSkipped } from '@/lib/core/skipped'
import { baseOf } from '../base'
import { runBenchmarks } from '../benchmarks'
import { type LoadedConfig, readConfig } from '../config'
import { definitionsOf } from '../config-schema'
import { EXIT, usageError, worst } from '../exit'
import { DEFAULT_CONFIG } from '../find-config'
import { exitCodeOf } from '../gate'
import { hasUncommittedChanges } from '../git'
import { VERSION } from '../help'
import { type Identity, identify } from '../identity'
import { judgeOffline } from '../offline'
import type { Options } from '../options'
import { showOffline } from '../output/receipt'
import type { Terminal } from '../output/terminal'
import { checked, type Prepared } from '../result-files'
import { requireSpool, sendAndShow } from '../send'
import { serverFromEnvironment } from '../server'
import type { Command } from './command'

/** @throws Refusal (usage) when there is nothing to run */
export function readBenchmarks(file: string): LoadedConfig {
  const loaded = readConfig(file)
  if (loaded.config.benchmarks.length === 0)
    throw usageError(`${file}: has no benchmarks; list them under "benchmarks:"`)
  return loaded
}

/** Measures, and makes of it the run that goes over the wire. */
export async function measure(
  loaded: LoadedConfig,
  identity: Identity,
  options: Options,
  terminal: Terminal,
): Promise<Prepared> {
  const { environment: name, ...who } = identity
  const measured = await runBenchmarks(loaded, name, terminal.note, terminal.note, terminal.progress)
  const modified = options.commit === undefined && hasUncommittedChanges()
  return checked(loaded.file, {
    runId: uuidv7(),
    ...who,
    startedAt: options.startedAt ?? measured.startedAt,
    // with a start that was claimed, an end that was seen would make no sense
    finishedAt: options.startedAt === undefined ? measured.finishedAt : undefined,
    environment: {
      ...measured.environment,
      ...(modified ? { uncommittedChanges: true } : {}),
      base: baseOf(who.branch, who.commit),
    },
    agent: { name: 'phasegate', version: VERSION },
    measurements: measured.measurements,
  })
}

export const run: Command = async (options, words, terminal) => {
  if (words.length > 0)
    throw usageError(`run takes no file: "${words[0]}" (to send a result file: phasegate upload)`)
  const loaded = readBenchmarks(options.config ?? DEFAULT_CONFIG)
  const identity = identify(options, loaded)
  if (!options.dryRun) {
    serverFromEnvironment()
    await requireSpool()
  }
  const prepared = await measure(loaded, identity, options, terminal)
  const failed = prepared.run.measurements.some((m) => m.error !== undefined && !isSkipped(m.error))
    ? EXIT.failed
    : EXIT.ok
  if (!options.dryRun) return worst([failed, await sendAndShow([prepared], options, terminal)])

  const { measurements, environment } = prepared.run
  const judged = judgeOffline(
    loaded.file,
    { measurements, launches: environment.measuring?.launches },
    definitionsOf(loaded.config),
  )
  const heading = `${loaded.file} · dry run, nothing sent`
  if (options.formatOut === 'json') terminal.result(prepared.body)
  else terminal.result(showOffline(judged, heading, options.formatOut, terminal.screen))
  await terminal.summary(() => showOffline(judged, heading, 'markdown', terminal.screen))
  return worst([failed, exitCodeOf(judged.verdicts, options.failOn)])
}
