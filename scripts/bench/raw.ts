import { v7 as uuid } from 'uuid'
import { sql } from '@/lib/db/sql'
import type { BenchPlace } from './scene'

/** The raw limit of an upload: the very rows of a stored run under another id, in one transaction, with nothing decided. */
export async function rawWriter({ place }: BenchPlace, stored: string) {
  const project = place.project.id
  const [[run], [body], measurements] = await Promise.all([
    sql`select * from runs where project_id = ${project} and id = ${stored}`,
    sql`select * from run_bodies where project_id = ${project} and run_id = ${stored}`,
    sql`select * from measurements where project_id = ${project} and run_id = ${stored}`,
  ])
  const runText = JSON.stringify(run)
  const rowsText = JSON.stringify(measurements)
  return () =>
    sql.begin(async (tx) => {
      const id = uuid()
      await tx`insert into runs select (json_populate_record(null::runs, (${runText}::text::jsonb || ${JSON.stringify({ id })}::text::jsonb)::json)).*`
      await tx`insert into run_bodies (project_id, run_id, content_type, parser_version, bytes)
        values (${project}, ${id}, ${body!.content_type}, ${body!.parser_version}, ${body!.bytes})`
      await tx`
        insert into measurements
        select (json_populate_record(null::measurements, (m.value || ${JSON.stringify({ run_id: id })}::text::jsonb)::json)).*
        from jsonb_array_elements(${rowsText}::text::jsonb) m`
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
