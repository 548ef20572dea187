import * as z from 'zod'
import { positive } from './checked'

/** NaN and Infinity, which it writes bare, are texts here. */
const time = z.union([positive, z.enum(['NaN', 'Infinity', '-Infinity'])], 'must be a number').nullish()

export const row = z.looseObject({
  name: z.string(),
  run_name: z.string().optional(),
  run_type: z.string().optional(),
  aggregate_name: z.string().optional(),
  repetitions: z.number().optional(),
  family_index: z.number().optional(),
  per_family_instance_index: z.number().optional(),
  real_time: time,
  cpu_time: time,
  time_unit: z.string().optional(),
  error_occurred: z.boolean().optional(),
  error_message: z.string().optional(),
  skipped: z.boolean().optional(),
  skip_message: z.string().optional(),
})
export type Row = z.infer<typeof row>

const AGGREGATE = /^(.+)_(mean|median|stddev|cv|BigO|RMS|min|max)$/

type Placed = { name: string; aggregate: string | null; row: Row }

/** Before 1.5 a row did not say what it is: its name ends in that of the aggregate, and the benchmark itself or its deviation is near. */
function placed(row: Row, names: ReadonlySet<string>): Placed {
  const [, base, ending] = AGGREGATE.exec(row.name) ?? []
  if (row.run_type === 'aggregate')
    return {
      name: row.run_name ?? (row.aggregate_name && base ? base : row.name),
      aggregate: row.aggregate_name ?? null,
      row,
    }
  const old = row.run_type === undefined && base !== undefined
  if (old && (names.has(base) || names.has(`${base}_stddev`) || names.has(`${base}_BigO`)))
    return { name: base, aggregate: ending!, row }
  return { name: row.run_name ?? row.name, aggregate: null, row }
}

/** One benchmark's repetitions, or the one aggregate that stands for them; with a mean, the row of its deviation. */
export type Group = { name: string; rows: Row[]; deviation: Row | null }

export function groupRows(rows: Row[]): Group[] {
  const names = new Set(rows.map((r) => r.name))
  const groups = new Map<string, Placed[]>()
  for (const one of rows.map((r) => placed(r, names))) {
    const key = JSON.stringify([one.name, one.row.family_index, one.row.per_family_instance_index])
    const same = groups.get(key)
    if (same) same.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()].flatMap((all) => {
    const repetitions = all.filter((p) => p.aggregate === null)
    const of = (name: string) => all.filter((p) => p.aggregate === name).slice(0, 1)
    // a fit of complexity is of several benchmarks, and no benchmark
    const measuring = all.filter((p) => p.aggregate !== 'BigO' && p.aggregate !== 'RMS')
    const chosen = [repetitions, of('mean'), of('median'), measuring.slice(0, 1)].find(
      (list) => list.length > 0,
    )
    const deviation = chosen?.[0]?.aggregate === 'mean' ? (of('stddev')[0]?.row ?? null) : null
    return chosen ? [{ name: chosen[0]!.name, rows: chosen.map((p) => p.row), deviation }] : []
  })
}
