import type { Change } from './change-effect'
import { FLOOR } from './compare'
import type { Direction } from './wire'

export const ALERT_STATES = [
  'suspected',
  'open',
  'acknowledged',
  'resolved',
  'accepted',
  'dismissed',
] as const
export type AlertState = (typeof ALERT_STATES)[number]
/** States in which somebody still has to look. */
export const LIVE_STATES: readonly AlertState[] = ['suspected', 'open', 'acknowledged']
export const isLive = (state: AlertState) => LIVE_STATES.includes(state)

/** What a person may do to an alert, and from which states. */
export const ALERT_ACTIONS = {
  acknowledge: { from: ['suspected', 'open'], to: 'acknowledged' },
  accept: { from: ['suspected', 'open', 'acknowledged'], to: 'accepted' },
  dismiss: { from: ['suspected', 'open', 'acknowledged'], to: 'dismissed' },
  reopen: { from: ['acknowledged', 'dismissed', 'resolved'], to: 'open' },
} as const satisfies Record<string, { from: readonly AlertState[]; to: AlertState }>
export type AlertAction = keyof typeof ALERT_ACTIONS

export const mayAct = (action: AlertAction, state: AlertState) =>
  (ALERT_ACTIONS[action].from as readonly AlertState[]).includes(state)

/** So many runs in a row make a level. */
const LEVEL = 4
/** A change that moves by so many runs is still the same one. */
const SAME = 5
/** Suspected by one run, an alert that no change backs after so many more did not stand. */
const PATIENCE = 8
/** So many runs later a baseline holds nothing from before. */
const BASELINE = 20

/** An alert as one of its series sees it: `index` counts the values before it, `before` is the level it left. */
export type KnownAlert = {
  id: string
  state: AlertState
  index: number
  before: number | null
  /** of several series, which decide together */
  shared?: boolean
}

export type SeriesView = {
  /** number of values, this run's included */
  points: number
  value: number
  /** values before it, newest first; three are enough */
  recent: readonly number[]
  /** this run alone against its baseline */
  regressed: boolean
  /** nothing is left to chance: a state, which no other run need confirm */
  certain: boolean
  direction: Direction
  minEffect: number
  /** oldest first */
  changes: readonly Change[]
  alerts: readonly KnownAlert[]
}

export type Decision =
  /** `now`: with this very run */
  | { kind: 'raise'; index: number; now: boolean; state: 'suspected' | 'open'; change: Change | null }
  | { kind: 'confirm'; id: string; change: Change }
  /** the detector knows the levels better with each run; `moved`: it sees the change elsewhere now */
  | { kind: 'move'; id: string; change: Change; moved: boolean }
  | { kind: 'resolve'; id: string; index: number; why: 'back' | 'did not stand' }
  | { kind: 'rebase'; index: number }

const worsens = (c: Change, direction: Direction) => c.after > c.before === (direction === 'lower')
const matters = (c: Change, least: number) =>
  c.effect === null || Math.abs(c.effect) >= Math.max(least, FLOOR)

/** Whether `level` is as good as `before`, give or take the smallest effect that counts. */
function isAsGood(level: number, before: number, { direction, minEffect }: SeriesView) {
  const slack = Math.abs(before) * Math.max(minEffect, FLOOR)
  return direction === 'lower' ? level <= before + slack : level >= before - slack
}

/** Whether somebody called it noise, and nothing has changed since: the baseline takes its time to follow. */
const isCalmed = ({ alerts, changes, points }: SeriesView) =>
  alerts.some(
    (a) =>
      a.state === 'dismissed' &&
      points - 1 - a.index <= BASELINE &&
      !changes.some((c) => c.index > a.index + SAME),
  )

/**
 * Why a live alert is over, and with which run. One run that is back is enough to give up a suspicion the detector does not share; what
 * is open wants a level of its own: as the detector sees it, or four runs in a row that are back.
 */
function resolutionOf(
  { state, index, before }: KnownAlert,
  isSeen: boolean,
  view: SeriesView,
): { index: number; why: 'back' | 'did not stand' } | null {
  const { points, value, recent } = view
  const now = points - 1
  const back = (level: number) => before !== null && isAsGood(level, before, view)
  if (view.certain) return view.regressed ? null : { index: now, why: 'back' }
  const last = view.changes.at(-1)
  if (last?.state === 'confirmed' && last.index > index && back(last.after))
    return { index: last.index, why: 'back' }
  if (state !== 'suspected') {
    const run = [value, ...recent.slice(0, LEVEL - 1)]
    return run.length === LEVEL && now - index >= LEVEL && run.every(back)
      ? { index: now, why: 'back' }
      : null
  }
  if (isSeen) return null
  if (back(value)) return { index: now, why: 'back' }
  return now - index >= PATIENCE ? { index: now, why: 'did not stand' } : null
}

/**
 * What a new run does to the alerts of its series. A regression is suspected at once and confirmed by the detector; a level that is
 * as good as before resolves it. Each change raises one alert in its life, whatever became of that. An improvement starts a new
 * baseline by itself; a regression never does.
 */
export function decideAlerts(view: SeriesView): Decision[] {
  const { changes, alerts, points, direction, minEffect } = view
  const last = changes.at(-1)
  const decisions: Decision[] = []
  const near = (c: Change) => alerts.filter((a) => Math.abs(a.index - c.index) <= SAME)
  const done = new Set<string>()

  for (const c of changes) {
    if (!worsens(c, direction) || !matters(c, minEffect)) continue
    const known = near(c)
    for (const alert of known.filter((a) => isLive(a.state))) {
      done.add(alert.id)
      if (alert.state === 'suspected' && c.state === 'confirmed')
        decisions.push({ kind: 'confirm', id: alert.id, change: c })
      else decisions.push({ kind: 'move', id: alert.id, change: c, moved: alert.index !== c.index })
    }
    if (c === last && known.length === 0)
      decisions.push({
        kind: 'raise',
        index: c.index,
        now: c.index === points - 1,
        state: c.state === 'confirmed' ? 'open' : 'suspected',
        change: c,
      })
  }

  for (const alert of alerts.filter((a) => isLive(a.state))) {
    const resolution = resolutionOf(alert, done.has(alert.id), view)
    if (resolution) decisions.push({ kind: 'resolve', id: alert.id, ...resolution })
  }

  const resolved = new Set(decisions.flatMap((d) => (d.kind === 'resolve' ? [d.id] : [])))
  const live = alerts.some((a) => isLive(a.state) && (a.shared || !resolved.has(a.id)))
  const raised = decisions.some((d) => d.kind === 'raise')
  if (view.regressed && !live && !raised && !isCalmed(view))
    decisions.push({
      kind: 'raise',
      index: points - 1,
      now: true,
      state: view.certain ? 'open' : 'suspected',
      change: null,
    })
  if (
    last?.state === 'confirmed' &&
    !worsens(last, direction) &&
    matters(last, minEffect) &&
    !live &&
    !raised
  )
    decisions.push({ kind: 'rebase', index: last.index })
  return decisions
}

/** Whether so much of a run shifted at once that the machine is the likely cause: half of at least four comparable metrics. */
export function isEnvironmentShift(changes: readonly string[]): boolean {
  const comparable = changes.filter((c) => c === 'regression' || c === 'improvement' || c === 'stable')
  const shifted = comparable.filter((c) => c !== 'stable').length
  return comparable.length >= 4 && shifted * 2 >= comparable.length
}
