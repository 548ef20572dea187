/** Where an alert's cause must lie: after the start of the last good run, up to and with that of the first bad one. */
export type Located = {
  branch: string
  environment: string
  /** last good run; null where nothing before the first bad one is known */
  good: { startedAt: Date | string } | null
  /** start of the first bad run */
  startedAt: Date | string
}

export type AlertGroup<A> = {
  /** in the order given */
  alerts: A[]
  /** whose last good run is the latest, and whose first bad one is the earliest: between them lies what they have in common */
  latestGood: A
  earliestBad: A
}

const at = (instant: Date | string) => new Date(instant).getTime()
const badAt = (a: Located) => at(a.startedAt)
/** Open end of the range. With no run before, the first bad one alone is in it. */
const goodAt = (a: Located) => Math.min(a.good ? at(a.good.startedAt) : Infinity, badAt(a) - 0.5)

const samePlace = (a: Located, b: Located) => a.branch === b.branch && a.environment === b.environment

/** Whether one change may have caused both: same branch and environment, and ranges (good, bad] with something in common. */
export const overlaps = (a: Located, b: Located) =>
  samePlace(a, b) && Math.max(goodAt(a), goodAt(b)) < Math.min(badAt(a), badAt(b))

/**
 * Alerts that one change may have caused, together: as few groups as possible whose members all share a stretch of history (the greedy
 * piercing of intervals, Gupta, Lee and Leung 1982). That two overlap with a third is not enough. Groups come in the order of their
 * first alert.
 */
export function groupAlerts<A extends Located>(alerts: readonly A[]): AlertGroup<A>[] {
  const groups: { pierced: A; members: Set<A> }[] = []
  for (const alert of alerts.toSorted((a, b) => badAt(a) - badAt(b))) {
    const group = groups.findLast((g) => samePlace(g.pierced, alert))
    if (group && goodAt(alert) < badAt(group.pierced)) group.members.add(alert)
    else groups.push({ pierced: alert, members: new Set([alert]) })
  }
  return groups
    .map(({ pierced, members }) => {
      const inOrder = alerts.filter((a) => members.has(a))
      const latestGood = inOrder.reduce((a, b) => (goodAt(b) > goodAt(a) ? b : a))
      return { alerts: inOrder, latestGood, earliestBad: pierced }
    })
    .sort((a, b) => alerts.indexOf(a.alerts[0]!) - alerts.indexOf(b.alerts[0]!))
}
