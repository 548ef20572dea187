import type { Query } from '@/components/ui/filter-links'
import type { AlertFilter } from '@/lib/alerts/queries'
import { ALERT_STATES } from '@/lib/core/alert-life'

export const ORDERS: Record<NonNullable<AlertFilter['order']>, string> = {
  newest: 'newest first',
  oldest: 'oldest first',
  size: 'largest first',
  owner: 'by owner',
  due: 'by due date',
}
const STATES = ['live', 'closed', 'all', ...ALERT_STATES] as const
export type StateChoice = (typeof STATES)[number]

/** What the address may ask for. Nothing asked is what somebody still has to look at. */
export type AlertQuery = {
  state?: StateChoice
  owner?: string
  due?: 'overdue'
  metric?: string
  order?: keyof typeof ORDERS
}

/** Filters worth a name. */
export const VIEWS: { name: string; query: AlertQuery }[] = [
  { name: 'Live', query: {} },
  { name: 'Mine', query: { owner: 'me' } },
  { name: 'Unowned', query: { owner: 'nobody' } },
  { name: 'Overdue', query: { due: 'overdue', order: 'due' } },
  { name: 'Closed', query: { state: 'closed' } },
]

const MEMBER = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** What the address asks for; anything it does not know is as if it were not there. */
export function alertQuery(given: Query): AlertQuery {
  const owner = given.owner ?? ''
  const query: AlertQuery = {
    state: STATES.find((s) => s === given.state && s !== 'live'),
    owner: ['me', 'nobody'].includes(owner) || MEMBER.test(owner) ? owner : undefined,
    due: given.due === 'overdue' ? 'overdue' : undefined,
    metric: given.metric || undefined,
    order: (Object.keys(ORDERS) as (keyof typeof ORDERS)[]).find((o) => o === given.order && o !== 'newest'),
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
}

/** The same as the query of the room asks it. Only what is live can be overdue. */
export function alertFilter(query: AlertQuery, me: string, now: Date): AlertFilter {
  const { state = 'live', owner, due, metric, order } = query
  return {
    state: state === 'all' ? undefined : state,
    owner: owner === 'me' ? me : owner,
    dueBefore: due === 'overdue' ? now : undefined,
    metric,
    order,
  }
}

const keyOf = (query: AlertQuery) => JSON.stringify(Object.entries(query).toSorted())

/** Whether these are the same alerts in the same order. */
export const isSameQuery = (a: AlertQuery, b: AlertQuery) => keyOf(a) === keyOf(b)
