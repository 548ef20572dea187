import { decideAlerts, isLive, type KnownAlert } from '../alert-life'
import { takePoints } from '../change-points'
import { noPoints, pointsNeeded } from '../change-state'
import { compareRun, decideChange, falseDiscovery } from '../compare'

type Told = KnownAlert & { openAt: number | null }

/** What comes of a series when its runs arrive one by one, as the server has it: baseline, verdict, detector, alerts. */
export function replay(values: readonly number[], minEffect = 0.02): Told[] {
  const alerts: Told[] = []
  let state = noPoints()
  let base = 0
  values.forEach((value, i) => {
    const live = alerts.filter((a) => isLive(a.state))
    const end = Math.min(i, ...live.map((a) => a.index))
    const baseline = values.slice(Math.max(base, end - 20), end).toReversed()
    const shape = { direction: 'lower', minEffect } as const
    const comparison = compareRun(value, baseline, shape)
    const change = decideChange(comparison, comparison.p === null ? 1 : falseDiscovery([comparison.p])[0]!)
    const needed = pointsNeeded(state, [value])
    const detected = takePoints(state, [value], values.slice(i - needed, i))
    state = detected.state
    const level = comparison.baseline?.value ?? null
    const decisions = decideAlerts({
      ...shape,
      points: i + 1,
      value,
      recent: values.slice(Math.max(0, i - 3), i).toReversed(),
      regressed: change === 'regression',
      certain: false,
      changes: [...detected.settled, ...detected.changes],
      alerts: alerts.map((a) => ({ ...a, before: a.before ?? level })),
    })
    const set = (id: string, next: Partial<Told>) => Object.assign(alerts.find((a) => a.id === id)!, next)
    for (const d of decisions)
      if (d.kind === 'raise')
        alerts.push({
          id: String(alerts.length),
          state: d.state,
          index: d.index,
          before: d.change?.before ?? level,
          openAt: d.state === 'open' ? i : null,
        })
      else if (d.kind === 'confirm')
        set(d.id, { state: 'open', index: d.change.index, before: d.change.before, openAt: i })
      else if (d.kind === 'move') set(d.id, { index: d.change.index, before: d.change.before })
      else if (d.kind === 'resolve') set(d.id, { state: 'resolved' })
      else if (d.kind === 'rebase') base = d.index
  })
  return alerts
}
