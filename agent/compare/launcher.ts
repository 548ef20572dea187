import { existsSync } from 'node:fs'
import type { Verdict } from '@/lib/core/wire'
import { runBenchmarks } from '../benchmarks'
import { readBenchmarks } from '../commands/run'
import { definitionsOf } from '../config-schema'
import { EXIT, Refusal } from '../exit'
import { judgeOffline } from '../offline'
import { exec } from '../probes/exec'
import { timeLimit } from '../time-limit'
import { type Shape, shapeOf } from './comparison'

/** One metric of one launch. */
export type Value = { value: number; unit: string; statistic: string; shape: Shape }
export type Launcher = { label: string; launch(): Promise<Map<string, Value>> }

const TIMEOUT_SECONDS = 600
/** It is counted in ticks of 10 ms: less than this is too coarse to compare. */
const LEAST_CPU_MS = 200

const asValue = (v: Verdict, statistic: string, known?: Shape): [string, Value][] =>
  v.value === null
    ? []
    : [[v.metric, { value: v.value, unit: v.unit ?? 'count', statistic, shape: shapeOf(v.unit, known) }]]

/** A shell command: the time and peak memory of a launch, its processor time where that can be counted, and the metrics it prints. */
function commandLauncher(label: string, command: string): Launcher {
  return {
    label: command,
    async launch() {
      const { signal, lift } = timeLimit(TIMEOUT_SECONDS)
      const { measurements, failure } = await exec
        .launch(
          { command },
          {
            launch: 0,
            warmup: undefined,
            samples: undefined,
            timeoutSeconds: TIMEOUT_SECONDS,
            signal,
            configDirectory: '.',
            show: () => {},
          },
        )
        .finally(lift)
      if (failure) throw new Refusal(EXIT.failed, `${label}: ${failure}`)
      const own = (metric: string) => Object.hasOwn(exec.measures, metric)
      return new Map(
        judgeOffline(label, { measurements }, new Map())
          .verdicts.filter((v) => v.metric !== 'cpu' || v.value! >= LEAST_CPU_MS)
          .flatMap((v) => asValue(v, own(v.metric) ? 'launch' : v.statistic)),
      )
    },
  }
}

/** A suite: each launch runs all of its benchmarks, and counts by the statistics its metrics are judged by. */
function suiteLauncher(file: string): Launcher {
  const loaded = readBenchmarks(file)
  const definitions = definitionsOf(loaded.config)
  return {
    label: file,
    async launch() {
      const quiet = () => {}
      const { measurements } = await runBenchmarks(loaded, 'local', quiet, quiet)
      const { verdicts } = judgeOffline(file, { measurements }, definitions)
      if (verdicts.length > 0 && verdicts.every((v) => v.error !== undefined))
        throw new Refusal(EXIT.failed, `${file}: ${verdicts[0]!.error}`)
      return new Map(verdicts.flatMap((v) => asValue(v, v.statistic, definitions.get(v.metric))))
    },
  }
}

/** A suite file by its ending, else a shell command. */
export const launcherOf = (label: string, given: string): Launcher =>
  /\.ya?ml$/.test(given) && existsSync(given) ? suiteLauncher(given) : commandLauncher(label, given)
