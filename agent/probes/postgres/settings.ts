import * as z from 'zod'

const statement = z.string().min(1).max(20_000)

export const settings = z.strictObject({
  /** Name of the environment variable that holds the address, so that no password stands in the file. */
  urlEnv: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable, and no address')
    .default('DATABASE_URL'),
  /** One statement, or several that take turns. */
  query: z.union([statement, z.array(statement).min(1)], 'must be a statement or a list of them').optional(),
  /** Rows that each must yield; other answers are wrong, and wrong answers have no latency. */
  rows: z.int().min(0).optional(),
  /** Runs meanwhile: statements, connections, cache hits and deadlocks are then those of this time alone. */
  load: z.union([z.string().min(1), z.array(z.string()).min(1)]).optional(),
  /** Seconds the load may run at most, or to watch when there is neither query nor load (then 10). */
  duration: z.number().positive().max(86_400).optional(),
  /** Of the load; relative to the configuration file. */
  directory: z.string().optional(),
})

export type Settings = z.infer<typeof settings>
