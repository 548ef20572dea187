import * as z from 'zod'
import { metricName, text } from '@/lib/core/wire'
import { command, directory, duration, environment, regex } from '../../measuring/settings'

/** Which spans a metric is made of; all that is said of them must fit. */
const rule = z
  .strictObject({
    name: text(1_000).optional(),
    pattern: regex.optional(),
    service: text().optional(),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'must say a name, a pattern, a service or attributes')

export const settings = z.strictObject({
  /** Of this machine; 0: one that is free, told to `command` and shown. */
  port: z.int().min(0).max(65_535).default(0),
  /** Started when the receiver listens; its exit ends the launch. */
  command: command.optional(),
  directory,
  env: environment,
  /** Seconds after which the launch ends, and `command` with it. */
  duration: duration.optional(),
  /** Metric → the spans it is made of; without it every name of a span is a metric. */
  spans: z
    .record(
      metricName,
      z.union([text(1_000), rule], {
        error: 'must be the name of a span, or {name, pattern, service, attributes}',
      }),
    )
    .optional(),
})

export type Settings = z.infer<typeof settings>
export type Rule = z.infer<typeof rule>
