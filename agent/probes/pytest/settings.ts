import * as z from 'zod'
import { metricName, text } from '@/lib/core/wire'
import { directory, environment, numberPattern, regex } from '../../measuring/settings'

const unit = text(30)

/** What is taken of a test: how long its call took, how much the process grew in it, or a property it recorded. */
const claim = z.strictObject({
  test: text(1_000),
  measure: z.enum(['duration', 'memory_growth']).optional(),
  property: text().optional(),
  unit: unit.optional(),
})

const extract = z.strictObject({
  /** Only in the output of tests whose id this matches. */
  test: regex.optional(),
  pattern: numberPattern,
  metric: metricName,
  unit: unit.optional(),
})

export const settings = z.strictObject({
  /** File, directory or test, as pytest takes it; or a list. */
  path: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).default('tests'),
  /** The interpreter that has pytest and what the tests import; a list begins with a launcher. */
  python: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).default('python3'),
  arguments: z.array(z.coerce.string()).default([]),
  env: environment,
  directory,
  /** Metric → the test that measures it. */
  tests: z
    .record(
      metricName,
      z.union([text(1_000), claim], {
        error: 'must be a test, or {test, measure: duration or memory_growth} or {test, property, unit}',
      }),
    )
    .default({}),
  extract: z.array(extract).default([]),
})

export type Settings = z.infer<typeof settings>
export type Claim = z.infer<typeof claim>
export type Extract = z.infer<typeof extract>
