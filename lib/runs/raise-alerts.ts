import { v7 as uuid } from 'uuid'
import { type Decision, decideAlerts, isEnvironmentShift } from '../core/alert-life'
import type { Tx } from '../db/sql'
import type { Detected } from '../metrics/detect'
import { type NewAlert, onePerAlert, openAlerts, rebase, resolveAlerts, updateAlerts } from './alert-rows'
import type { NewMeasurement } from './insert-run'
import { type AlertRow, readAlerts, readNewest, seenBy } from './known-alerts'

export type Judged = NewMeasurement & {
  metric: string
  direction: 'lower' | 'higher'
  minEffect: number
  statistic: string
}
export type Where = { projectId: string; runId: string; commit: string; startedAt: Date; at: Date }
export type Raised = { id: string; metric: string; state: 'suspected' | 'open'; effect: number | null }

type Of<K extends Decision['kind']> = Extract<Decision, { kind: K }>
type Decided = { judged: Judged; decision: Decision }

/**
 * What a run does to the alerts of its series: raised, confirmed, moved to where the detector sees the change, resolved. Only the
 * newest run of a series says how it stands: one that comes late changes no alert.
 */
export async function raiseAlerts(
  tx: Tx,
  judged: Judged[],
  detected: Map<string, Detected>,
  where: Where,
): Promise<Raised[]> {
  const alerts = await readAlerts(
    tx,
    where.projectId,
    judged.map((j) => j.seriesId),
  )
  const moved = judged.filter(
    (j) =>
      j.stateRank !== null &&
      (j.verdict.change === 'regression' || alerts.some((a) => a.seriesIds.includes(j.seriesId))),
  )
  const newest = await readNewest(
    tx,
    moved.map((j) => j.seriesId),
    where,
  )
  const decided = judged.flatMap((j): Decided[] => {
    const known = seenBy(j, alerts)
    const regressed = j.verdict.change === 'regression'
    const rule = { regressed, alerts: known, direction: j.direction, minEffect: j.minEffect }
    const seen = detected.get(j.seriesId)
    if (seen && j.value !== null)
      return decideAlerts({ ...rule, ...seen, value: j.value, recent: j.recent, certain: false }).map(
        (decision) => ({
          judged: j,
          decision,
        }),
      )
    if (!newest.has(j.seriesId) || j.stateRank === null) return []
    const view = { ...rule, points: 1, value: j.stateRank, recent: [], certain: true, changes: [] }
    return decideAlerts(view).map((decision) => ({ judged: j, decision }))
  })
  const raised = await raise(tx, judged, of(decided, 'raise'), where)
  const isMain = ({ judged: { seriesId }, decision: { id } }: { judged: Judged; decision: { id: string } }) =>
    alerts.some((a) => a.id === id && a.seriesId === seriesId)
  const agreed = <D extends { kind: Decision['kind']; id: string }>(all: { judged: Judged; decision: D }[]) =>
    onePerAlert(
      all
        .filter(({ decision }) => isAgreed(decision, decided, alerts, judged))
        .toSorted((a, b) => Number(isMain(b)) - Number(isMain(a))),
    )
  const updated = agreed(of(decided, 'confirm', 'move'))
  await updateAlerts(tx, updated, where)
  await resolveAlerts(tx, agreed(of(decided, 'resolve')), detected, where)
  await rebase(tx, of(decided, 'rebase'), where)
  return [
    ...raised,
    ...updated
      .filter(({ decision }) => decision.kind === 'confirm')
      .map(({ judged: { metric }, decision: { id, change } }) => ({
        id,
        metric,
        state: 'open' as const,
        effect: change.effect,
      })),
  ]
}

const of = <K extends Decision['kind']>(decided: Decided[], ...kinds: K[]) =>
  decided.flatMap(({ judged, decision }) =>
    (kinds as string[]).includes(decision.kind) ? [{ judged, decision: decision as Of<K> }] : [],
  )

/** An alert of many series follows at least half of those that this run measured. */
function isAgreed(
  { kind, id }: { kind: Decision['kind']; id: string },
  decided: Decided[],
  alerts: AlertRow[],
  judged: Judged[],
) {
  const alert = alerts.find((a) => a.id === id)!
  const asked = judged.filter((j) => alert.seriesIds.includes(j.seriesId)).length
  const votes = decided.filter(({ decision: d }) => d.kind === kind && 'id' in d && d.id === id).length
  return votes * 2 >= asked
}

async function raise(
  tx: Tx,
  judged: Judged[],
  raises: { judged: Judged; decision: Of<'raise'> }[],
  where: Where,
): Promise<Raised[]> {
  if (!raises.length) return []
  const now = raises.filter(({ decision }) => decision.now)
  const shifted = now.length > 1 && isEnvironmentShift(judged.map((j) => j.verdict.change))
  const together = shifted ? now : []
  const alone = raises.filter((r) => !together.includes(r))
  const alerts = alone.map((r): NewAlert => ({ ...asAlert(r), kind: 'metric' }))
  const worst = together.toSorted((a, b) => size(b) - size(a))[0]
  if (worst) {
    const all = [worst, ...together.filter((r) => r !== worst)]
    alerts.push({
      ...asAlert(worst),
      kind: 'environment',
      seriesIds: all.map((r) => r.judged.seriesId),
      indexes: all.map((r) => r.decision.index),
    })
  }
  await openAlerts(tx, alerts, where)
  return alerts.map(({ id, metric, state, effect }) => ({ id, metric, state, effect }))
}

const size = ({ judged }: { judged: Judged }) => Math.abs(judged.verdict.effect ?? 0)

const asAlert = ({
  judged,
  decision: { index, state, change },
}: {
  judged: Judged
  decision: Of<'raise'>
}) => ({
  id: uuid(),
  metric: judged.metric,
  seriesId: judged.seriesId,
  seriesIds: [judged.seriesId],
  indexes: [index],
  state,
  effect: change ? change.effect : judged.verdict.effect,
  low: change?.low ?? null,
  high: change?.high ?? null,
  statistic: judged.statistic,
  before: change?.before ?? judged.level,
  after: change?.after ?? judged.value,
  changeIndex: change && index,
})
