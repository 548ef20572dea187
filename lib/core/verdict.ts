import { type Comparison, compareRank, compareRun, decideChange, falseDiscovery } from './compare'
import { formatText, stateText } from './format'
import { goalsThatCount, gradeOf } from './grade'
import { LEAST_HISTORY, withinRun } from './intervals'
import { designEffect, withinLaunches } from './launches'
import { levelInterval, levelOf } from './level'
import type { MetricDefinition } from './metric'
import { type Ground, howManyMore } from './more'
import { probabilityOf } from './stats'
import { type Summary, summarise } from './summary'
import { goalSentence, judgeGoal, judgeState, stateSentence } from './target'
import type { Measurement, Statistic, Verdict } from './wire'

/** An earlier admissible run of the series, in the definition's unit. `sameBuild`: same commit as the run being judged. */
export type HistoryValue = { value: number | null; rank: number | null; sameBuild: boolean }
type Earlier = Omit<HistoryValue, 'sameBuild'> & { sameBuild?: boolean }

export type JudgeInput = {
  definition: MetricDefinition
  measurement: Measurement
  /** how many of the samples each launch gave, in their order; absent: one launch gave all */
  launches?: readonly number[]
  /** newest first, at most 20 */
  history: readonly HistoryValue[]
  /** what it is compared with, where that is not the runs of other builds in its history: of another branch, or of a level accepted */
  baseline?: readonly Earlier[]
}

type NumberSummary = Extract<Summary, { kind: 'number' }>
type Judged = { verdict: Verdict; summary: Summary; comparison: Comparison | null }

/**
 * Judges every measurement of an upload, the only place where that is done. Numbers of the verdicts are in the definition's unit.
 * Throws RangeError for a measurement that is not of its metric's kind.
 */
export function judgeRun(inputs: readonly JudgeInput[]): {
  verdicts: Verdict[]
  summaries: Summary[]
  grade: string | null
} {
  const judged = inputs.map(judgeAlone)
  const open = judged.filter((j) => j.comparison?.p != null)
  const q = falseDiscovery(open.map((j) => j.comparison!.p!))
  open.forEach((j, i) => {
    j.verdict.change = decideChange(j.comparison!, q[i]!)
  })
  const verdicts = judged.map((j) => j.verdict)
  return {
    verdicts,
    summaries: judged.map((j) => j.summary),
    grade: gradeOf(goalsThatCount(verdicts))?.grade ?? null,
  }
}

/** Everything but the correction over the upload. */
function judgeAlone({
  definition,
  measurement,
  launches,
  history,
  baseline = baselineIn(history),
}: JudgeInput): Judged {
  const summary = summarise(measurement, definition, launches)
  const shared = {
    metric: definition.metric,
    statistic: summary.kind === 'number' && summary.n === 0 ? 'value' : definition.statistic,
    unit: definition.unit,
    target: definition.target,
    acceptance: definition.acceptance,
    targetVersion: definition.targetVersion,
    value: null,
    low: null,
    high: null,
    basis: 'none' as const,
  }
  if (summary.kind === 'error') {
    const change = baseline.length ? 'insufficient_history' : 'no_baseline'
    const words = {
      reason: `Not measured: ${summary.error.replace(/^skipped: /, 'skipped, ')}`,
      error: summary.error,
    }
    const verdict = { ...shared, goal: 'error' as const, change, effect: null, baseline: null, ...words }
    return { summary, comparison: null, verdict: verdict as Verdict }
  }
  const comparison = compareSummary(summary, definition, baseline)
  const changed = {
    change: comparison.decided ?? ('stable' as const),
    effect: comparison.effect,
    baseline: comparison.baseline,
    sees: comparison.sees,
  }
  if (summary.kind === 'state') {
    const goal = judgeState(definition, summary.rank)
    const reason = stateSentence(definition, goal, summary.state)
    return { summary, comparison, verdict: { ...shared, state: summary.state, goal, reason, ...changed } }
  }
  const ground = groundOf(summary, definition, history, baseline)
  const { interval, basis } = ground
  const goal = judgeGoal(definition, interval)
  const more = goal === 'inconclusive' ? howManyMore(definition, summary, ground) : null
  const reason = goalSentence(definition, goal, ground, more)
  return {
    summary,
    comparison,
    verdict: {
      ...shared,
      value: summary.value,
      ...interval,
      basis,
      ...(summary.launches && { launches: summary.launches.length }),
      goal,
      reason,
      ...changed,
    },
  }
}

const numbers = (history: readonly Earlier[]) => history.flatMap((h) => (h.value === null ? [] : [h.value]))

/**
 * The runs of this build are no baseline for one another: they would hide what the build changed. Only where there are too few of
 * other builds are they better than none.
 */
function baselineIn(history: readonly HistoryValue[]): readonly HistoryValue[] {
  const others = history.filter((h) => !h.sameBuild)
  return others.length >= LEAST_HISTORY ? others : history
}

const compareSummary = (
  summary: Exclude<Summary, { kind: 'error' }>,
  { direction, minEffect }: MetricDefinition,
  baseline: readonly Earlier[],
): Comparison =>
  summary.kind === 'number'
    ? compareRun(summary.value, numbers(baseline), { direction, minEffect })
    : compareRank(
        summary.rank,
        baseline.flatMap((h) => (h.rank === null ? [] : [h.rank])),
      )

/** The best there is: the runs of this build, the spread of earlier runs, the upload itself, its samples, or the value alone. */
function groundOf(
  summary: NumberSummary,
  definition: MetricDefinition,
  history: readonly HistoryValue[],
  baseline: readonly Earlier[],
): Ground {
  const build = [summary.value, ...numbers(history.filter((h) => h.sameBuild))]
  const level = levelOf(build, numbers(baseline.filter((h) => !h.sameBuild)))
  if (level) return { interval: levelInterval(level), basis: level.earlier ? 'history' : 'build', level }
  if (summary.given) return { interval: summary.given, basis: 'given', level }
  if (summary.n > 0 && definition.statistic !== 'state') return withinOf(summary, definition.statistic)
  return { interval: { low: summary.value, high: summary.value }, basis: 'none', level }
}

/** Within the run: its launches are the unit where it has several, else its samples. */
function withinOf({ sorted, launches }: NumberSummary, statistic: Statistic): Ground {
  const shared = { basis: 'samples' as const, level: null }
  if (!launches) return { interval: withinRun(sorted, statistic), ...shared }
  const q = probabilityOf(statistic)
  return {
    interval: withinLaunches(launches, sorted, statistic),
    ...shared,
    launches: launches.length,
    effect: q === null ? 1 : designEffect(launches, sorted, q),
  }
}

/** The verdict's value as a person reads it: "187.8 ms", a state's name, or that it was not measured. */
export const verdictText = (v: Verdict): string =>
  v.state !== undefined ? stateText(v.state) : v.value === null ? 'not measured' : formatText(v.value, v.unit)
