import { QUANTILE_NAMES } from '../core/stats'
import type { Statistic } from '../core/wire'
import type { Tx } from '../db/sql'
import { AppError } from '../errors'

const ofMetric = (tx: Tx, projectId: string, metricId: string) => tx`
  s.project_id = ${projectId} and s.metric_id = ${metricId} and m.project_id = s.project_id and m.series_id = s.id`

/** Earlier runs are compared with later ones, so their values become the same statistic; intervals of the old one go. */
export const restate = (tx: Tx, projectId: string, metricId: string, statistic: Statistic) => tx`
  update measurements m
  set value = m.quantiles[${(QUANTILE_NAMES as readonly string[]).indexOf(statistic) + 1}::int], low = null, high = null
  from series s
  where ${ofMetric(tx, projectId, metricId)} and cardinality(m.quantiles) = ${QUANTILE_NAMES.length}`

/** States got another order: the ranks of what was measured follow. A state that was measured cannot go. */
export async function rerank(tx: Tx, projectId: string, metricId: string, states: string[]) {
  const [gone] = await tx<{ state: string }[]>`
    select m.state from measurements m, series s
    where ${ofMetric(tx, projectId, metricId)} and m.state is not null and m.state <> all(${states}) limit 1`
  if (gone) {
    const message = `${gone.state} has been measured; keep it among the states`
    throw new AppError('bad_request', `The body is not as expected: states: ${message}.`, [
      { path: 'states', message },
    ])
  }
  await tx`
    update measurements m set state_rank = array_position(${states}, m.state) - 1 from series s
    where ${ofMetric(tx, projectId, metricId)} and m.state is not null
      and m.state_rank is distinct from array_position(${states}, m.state) - 1`
}
