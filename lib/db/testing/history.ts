import { sql } from '../sql'

type Place = { project: { id: string } }

/**
 * `count` copies of a run, a minute apart and older than it, straight into the tables: what years of uploads leave behind, in a
 * moment. Values scatter by 5% around those of the run.
 */
export async function copyRun({ project }: Place, runId: string, count: number) {
  await sql`
    with copies as (
      insert into runs (project_id, id, suite, branch, commit, started_at, received_at, environment_id, environment, agent_name,
        agent_version, uploaded_by, format, simulated, admissible, reason, grade, goals, digest, body_sha256, receipt)
      select project_id, gen_random_uuid(), suite, branch, 'copy ' || n, started_at - n * interval '1 minute',
        received_at - n * interval '1 minute', environment_id, environment, agent_name, agent_version, uploaded_by, format,
        simulated, admissible, reason, grade, goals, digest, body_sha256, receipt
      from runs, generate_series(1, ${count}::int) n
      where project_id = ${project.id} and id = ${runId}
      returning id, started_at
    )
    insert into measurements (project_id, run_id, series_id, started_at, value, low, high, state_rank, state, error, samples,
      quantiles, admissible, goal, change, target_version, verdict)
    select m.project_id, c.id, m.series_id, c.started_at, m.value * f, m.low, m.high, m.state_rank, m.state, m.error, m.samples,
      m.quantiles, m.admissible, m.goal, m.change, m.target_version, m.verdict
    from copies c, measurements m, lateral (select 0.95 + 0.1 * random() as f where c.id is not null) r
    where m.project_id = ${project.id} and m.run_id = ${runId}`
  await sql`vacuum analyze measurements`
  await sql`vacuum analyze runs`
}
