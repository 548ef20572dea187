import { isAssumed, ratioOfSides, whyNoRatio } from '@/lib/core/compare-results'
import type { Verdict } from '@/lib/core/wire'
import { type Comparison, judgePairs, type Pair, shapeOf } from './comparison'
import type { RunSide } from './sides'

const NOTE =
  'samples of one run say nothing of how runs differ, so 3% between runs are assumed (10% for bare numbers); compare --interleave measures it'

function pairOf(base: Verdict, head: Verdict, shapes: RunSide['shapes']): Pair {
  const { metric, statistic, unit } = base
  const shape = shapeOf(unit, shapes.get(metric))
  const shared = { metric, statistic, unit, ...shape, ratio: null }
  if (base.state !== undefined || head.state !== undefined)
    return {
      ...shared,
      base: base.state ?? null,
      head: head.state ?? null,
      reason: base.state === head.state ? 'the same state' : 'states have no ratio',
    }
  const values = { base: base.value, head: head.value }
  const reason = base.error ?? head.error ?? whyNoRatio(base, head)
  return { ...shared, ...values, ratio: reason === null ? ratioOfSides(base, head) : null, reason }
}

/** Two runs, each measured once, metric by metric. */
export function compareRuns(base: RunSide, head: RunSide): Comparison {
  const ofHead = new Map(head.verdicts.map((v) => [v.metric, v]))
  const ofBase = new Set(base.verdicts.map((v) => v.metric))
  const shapes = new Map([...base.shapes, ...head.shapes])
  const both = base.verdicts.flatMap((b) => {
    const h = ofHead.get(b.metric)
    return h ? [{ b, h }] : []
  })
  const assumed = both.some(({ b, h }) => whyNoRatio(b, h) === null && (isAssumed(b) || isAssumed(h)))
  return {
    base: base.label,
    head: head.label,
    launches: null,
    metrics: judgePairs(both.map(({ b, h }) => pairOf(b, h, shapes))),
    onlyBase: base.verdicts.filter((v) => !ofHead.has(v.metric)).map((v) => v.metric),
    onlyHead: head.verdicts.filter((v) => !ofBase.has(v.metric)).map((v) => v.metric),
    failed: head.verdicts.flatMap(({ metric, error }) => (error === undefined ? [] : [{ metric, error }])),
    notes: assumed ? [NOTE] : [],
  }
}
