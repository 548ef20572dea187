import { existsSync } from 'node:fs'
import type { MetricDefinition } from '@/lib/core/metric'
import type { Verdict } from '@/lib/core/wire'
import { judgeOffline, unknownMetric } from '../offline'
import type { Options } from '../options'
import { measuredIn, readResultFile } from '../result-files'
import type { Shape } from './comparison'
import { readRun } from './server-run'

/** A run as it is compared: what it is called, its values, and what is known of how its metrics are judged. */
export type RunSide = { label: string; verdicts: Verdict[]; shapes: Map<string, Shape> }

const RUN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A metric no configuration speaks of is compared by its median: a p95 needs 59 samples to be bounded at all. */
function fileSide(name: string, options: Options, known: Map<string, MetricDefinition>): RunSide {
  const file = readResultFile(name, options.format)
  const measured = measuredIn(file)
  const definitions = new Map(
    measured.measurements.map((m) => {
      const own = unknownMetric(m)
      return [
        m.metric,
        known.get(m.metric) ?? { ...own, statistic: own.states.length ? own.statistic : 'p50' },
      ]
    }),
  ) as Map<string, MetricDefinition>
  return {
    label: file.label,
    verdicts: judgeOffline(file.label, measured, definitions).verdicts,
    shapes: known,
  }
}

/** A result file, or a run of the server by its id. */
export const sideOf = (name: string, options: Options, known: Map<string, MetricDefinition>) =>
  RUN_ID.test(name) && !existsSync(name)
    ? readRun(name, options.project, known)
    : fileSide(name, options, known)
