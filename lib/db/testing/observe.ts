import { sql } from '../sql'

/** How many rows there are of everything that an upload or a review may write: equal before and after means that nothing was written. */
export async function countRows() {
  const [row] = await sql`
    select (select count(*)::int from runs) as runs, (select count(*)::int from run_bodies) as bodies,
      (select count(*)::int from measurements) as measurements, (select count(*)::int from metrics) as metrics,
      (select count(*)::int from targets) as targets, (select count(*)::int from environments) as environments,
      (select count(*)::int from series) as series, (select count(*)::int from alerts) as alerts,
      (select count(*)::int from reviews) as reviews, (select count(*)::int from item_decisions) as decisions,
      (select count(*)::int from signatures) as signatures, (select count(*)::int from time_entries) as entries,
      (select count(*)::int from report_revisions) as revisions, (select count(*)::int from audit_events) as events`
  return row
}

/** The code and paths of a refusal; null when there was none. */
export const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string; errors?: { path: string }[] }) => ({
      code: error.code,
      paths: error.errors?.map((e) => e.path),
    }),
  )
