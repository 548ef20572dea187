import * as z from 'zod'
import { command, directory, duration, variable } from '../../measuring/settings'

const statement = z.string().min(1).max(20_000)

export const settings = z.strictObject({
  /** Of the address. */
  urlEnv: variable.default('DATABASE_URL'),
  /** One statement, or several that take turns. */
  query: z.union([statement, z.array(statement).min(1)], 'must be a statement or a list of them').optional(),
  /** Rows that each must yield; other answers are wrong, and wrong answers have no latency. */
  rows: z.int().min(0).optional(),
  /** Runs meanwhile: statements, connections, cache hits and deadlocks are then those of this time alone. */
  load: command.optional(),
  /** Seconds the load may run at most, or to watch when there is neither query nor load (then 10). */
  duration: duration.optional(),
  directory,
})

export type Settings = z.infer<typeof settings>
