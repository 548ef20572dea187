import { v7 as uuid } from 'uuid'
import { sql } from '@/lib/db/sql'
import type { BenchPlace } from './scene'

/** The raw limit of an upload: the very rows of a stored run under another id, in one transaction, with nothing read or decided. */
export async function rawWriter({ place }: BenchPlace, stored: string) {
  const project = place.project.id
  const [[run], [body], measurements] = await Promise.all([
    sql`select * from runs where project_id = ${project} and id = ${stored}`,
    sql`select * from run_bodies where project_id = ${project} and run_id = ${stored}`,
    sql`select * from measurements where project_id = ${project} and run_id = ${stored}`,
  ])
  return () =>
    sql.begin(async (tx) => {
      const id = uuid()
      await tx`insert into runs ${tx({ ...run, id })}`
      await tx`insert into run_bodies ${tx({ ...body, run_id: id })}`
      await tx`insert into measurements ${tx(measurements.map((row) => ({ ...row, run_id: id })))}`
    })
}

/** The raw limit of a trend: its points from the index, as PostgreSQL hands them out. */
export async function rawTrend({ place }: BenchPlace, metric: string) {
  const project = place.project.id
  const [series] = await sql`
    select s.id from series s join metrics m on m.id = s.metric_id where s.project_id = ${project} and m.name = ${metric}`
  return () => sql`
    select date_part('epoch', started_at) * 1000 as t, value, low, high, run_id from measurements
    where project_id = ${project} and series_id = ${series!.id} order by started_at, run_id`
}
