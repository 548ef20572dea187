import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { runBenchmarks } from '../benchmarks'
import { readBenchmarks } from '../commands/run'
import { definitionsOf } from '../config-schema'
import { EXIT, Refusal } from '../exit'
import { kernelFile } from '../noise'
import { judgeOffline } from '../offline'
import { exec } from '../probes/exec'
import { type Shape, shapeOf } from './comparison'

/** One metric of one launch. */
export type Value = { value: number; unit: string; statistic: string; shape: Shape }
export type Launcher = { label: string; launch(): Promise<Map<string, Value>> }

const TIMEOUT_SECONDS = 600
/** A tick of /proc, on every Linux that Node runs on. */
const TICK_MS = 10
/** With fewer, counting whole ticks is too coarse to compare. */
const LEAST_TICKS = 20

/** Processor time of all children that have ended, and of theirs; null where this system does not tell. */
function childrenTicks(): number | null {
  const fields = kernelFile('/proc/self/stat')
    ?.replace(/^.*\) /s, '')
    .split(' ')
  const ticks = Number(fields?.[13]) + Number(fields?.[14])
  return Number.isFinite(ticks) ? ticks : null
}

const took = (value: number): Value => ({ value, unit: 'ms', statistic: 'launch', shape: shapeOf('ms') })

/** A shell command: the time of a launch, its processor time where that is long enough to be counted, and the metrics it prints. */
function commandLauncher(label: string, command: string): Launcher {
  return {
    label: command,
    async launch() {
      const [ticks, from] = [childrenTicks(), performance.now()]
      const { measurements, failure } = await exec.launch(
        { command },
        {
          launch: 0,
          warmup: undefined,
          samples: undefined,
          timeoutSeconds: TIMEOUT_SECONDS,
          signal: new AbortController().signal,
          configDirectory: '.',
          show: () => {},
        },
      )
      const wall = performance.now() - from
      // a command that prints none is compared by its time
      if (failure && failure !== 'reported no measurement')
        throw new Refusal(EXIT.failed, `${label}: ${failure}`)
      const ended = childrenTicks()
      const values = new Map<string, Value>([['wall', took(wall)]])
      if (ticks !== null && ended !== null && ended - ticks >= LEAST_TICKS)
        values.set('cpu', took((ended - ticks) * TICK_MS))
      for (const v of judgeOffline(label, measurements, new Map()).verdicts)
        if (v.value !== null)
          values.set(v.metric, {
            value: v.value,
            unit: v.unit ?? 'count',
            statistic: v.statistic,
            shape: shapeOf(v.unit),
          })
      return values
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
      const { verdicts } = judgeOffline(file, measurements, definitions)
      if (verdicts.length > 0 && verdicts.every((v) => v.error !== undefined))
        throw new Refusal(EXIT.failed, `${file}: ${verdicts[0]!.error}`)
      return new Map(
        verdicts.flatMap((v): [string, Value][] =>
          v.value === null
            ? []
            : [
                [
                  v.metric,
                  {
                    value: v.value,
                    unit: v.unit ?? 'count',
                    statistic: v.statistic,
                    shape: shapeOf(v.unit, definitions.get(v.metric)),
                  },
                ],
              ],
        ),
      )
    },
  }
}

/** A suite file by its ending, else a shell command. */
export const launcherOf = (label: string, given: string): Launcher =>
  /\.ya?ml$/.test(given) && existsSync(given) ? suiteLauncher(given) : commandLauncher(label, given)
