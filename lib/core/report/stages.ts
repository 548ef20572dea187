import type { ReportMetric } from '../report'
import { QUANTILE_NAMES } from '../stats'
import { convert, isConvertible } from '../units'

/** What lies on the way of a metric that is measured from end to end, in order. */
const STAGES: Record<string, readonly string[]> = {
  e2e_latency: ['stt_transcription', 'response_filter_latency', 'tts_first_chunk', 'websocket_send_latency'],
}

export type Stage = { metric: ReportMetric; mean: number }
export type Shares = {
  whole: ReportMetric
  unit: string
  mean: number
  /** largest first */
  stages: Stage[]
  /** what no stage accounts for; negative when they add up to more than the whole */
  rest: number
}

const meanOf = (m: ReportMetric) => m.quantiles?.[QUANTILE_NAMES.indexOf('mean')] ?? null

/**
 * Which part of an end-to-end latency is whose. Means, because percentiles do not add up, and only of one run, because two runs are
 * two days.
 */
export function sharesOf(metrics: readonly ReportMetric[]): Shares[] {
  return metrics.flatMap((whole) => {
    const names = STAGES[whole.metric]
    const mean = meanOf(whole)
    const { unit } = whole.definition
    if (!names || mean === null || mean <= 0 || unit === null) return []
    const stages = metrics
      .filter((m) => names.includes(m.metric) && m.run === whole.run)
      .flatMap((metric): Stage[] => {
        const own = meanOf(metric)
        const from = metric.definition.unit
        if (own === null || own < 0 || from === null || !isConvertible(from, unit)) return []
        return [{ metric, mean: convert(own, from, unit) }]
      })
      .sort((a, b) => b.mean - a.mean)
    if (!stages.length) return []
    return [{ whole, unit, mean, stages, rest: mean - stages.reduce((sum, s) => sum + s.mean, 0) }]
  })
}
