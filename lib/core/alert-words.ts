import { type AlertState, isLive } from './alert-life'
import { formatEffect, formatText, stateText } from './format'

type Levels = {
  /** levels in `unit`; ranks in `states` where there is no unit */
  before: number | null
  after: number | null
  unit: string | null
  states: readonly string[]
}

/** A level as people read it: "178 ms", or the name of a state; null when it is unknown. */
export function levelText(value: number | null, { unit, states }: Pick<Levels, 'unit' | 'states'>) {
  if (value === null) return null
  if (states.length === 0) return formatText(value, unit)
  const state = states[Math.round(value)]
  return state === undefined ? null : stateText(state)
}

/** "rose from 178 ms to 231 ms"; what is not known is left out. */
export function changeWords(levels: Levels): string {
  const [from, to] = [levelText(levels.before, levels), levelText(levels.after, levels)]
  if (from === null && to === null) return 'got worse'
  if (from === null) return `went to ${to}`
  if (to === null) return `got worse than ${from}`
  if (levels.states.length > 0) return `went from ${from} to ${to}`
  return `${levels.after! > levels.before! ? 'rose' : 'fell'} from ${from} to ${to}`
}

type Effect = { effect: number; low: number | null; high: number | null }

/** "+27.1% to +33.0%", or null where nobody knows how sure the effect is. */
export const effectInterval = ({ low, high }: Omit<Effect, 'effect'>) =>
  low === null || high === null ? null : `${formatEffect(low)} to ${formatEffect(high)}`

/** "+29.8%, 95% interval +27.1% to +33.0%" */
export function effectWords({ effect, ...interval }: Effect): string {
  const range = effectInterval(interval)
  return range === null ? formatEffect(effect) : `${formatEffect(effect)}, 95% interval ${range}`
}

type Named = {
  kind: 'metric' | 'environment'
  title: string
  metrics: readonly unknown[]
}

/** Whether it is about a machine rather than a metric: several of them shifted at once. */
export const isOfEnvironment = ({ kind, metrics }: Omit<Named, 'title'>) =>
  kind === 'environment' && metrics.length > 1

/** What an alert is called: its metric, or how many shifted at once. */
export const alertName = (alert: Named) =>
  isOfEnvironment(alert) ? `Environment: ${alert.metrics.length} metrics` : alert.title

/** What a state asks of whoever reads it. */
export const STATE_MEANS: Record<AlertState, string> = {
  suspected: 'Seen at once, not confirmed yet: it opens, or goes away by itself, with the next runs.',
  open: 'Confirmed: the new level has stood. Somebody has to look.',
  acknowledged: 'Somebody looks after it.',
  resolved: 'Over: a later level is as good as the one before.',
  accepted: 'The new level is the baseline.',
  dismissed: 'Called noise: the same change raises no other alert.',
}

/** Whether it should have been dealt with by now. */
export const isOverdue = (alert: { state: AlertState; dueAt: Date | null }, now: Date) =>
  alert.dueAt !== null && alert.dueAt < now && isLive(alert.state)

type Told = { kind: string; detail: Record<string, unknown> }

/** What happened to an alert, to be read after the name of who did it. `names` tells members by id. */
export function eventWords({ kind, detail }: Told, names: ReadonlyMap<string, string>): string {
  const effect = typeof detail.effect === 'number' && detail.effect !== 0 ? formatEffect(detail.effect) : null
  const owner =
    typeof detail.owner === 'string' ? (names.get(detail.owner) ?? 'somebody who left') : detail.owner
  const due = typeof detail.dueAt === 'string' ? `, due ${detail.dueAt.slice(0, 10)}` : ''
  const given = owner ? `gave it to ${owner}` : owner === null ? 'left it to nobody' : null
  switch (kind) {
    case 'raised':
      return `raised it as ${detail.state}${effect ? `: ${effect}` : ''}`
    case 'confirmed':
      return `confirmed it${effect ? `: ${effect}` : ''}`
    case 'moved':
      return `saw it begin with another run${effect ? `: ${effect}` : ''}`
    case 'resolved':
      return detail.why === 'did not stand'
        ? 'resolved it: the change did not stand'
        : 'resolved it: the level is back'
    case 'acknowledged':
      return owner ? `acknowledged it and ${given}${due}` : `acknowledged it${due}`
    case 'assigned':
      return `${given ?? 'changed what is due'}${due}`
    case 'accepted':
      return 'accepted the new level as the baseline'
    case 'dismissed':
      return 'dismissed it as noise'
    case 'reopened':
      return 'opened it again'
    default:
      return kind
  }
}
