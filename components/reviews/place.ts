import { hrefWith } from '@/components/ui/filter-links'
import type { MetricDefinition } from '@/lib/core/metric'

/** Where the screens of a review stand, and what the one who looks may do there. */
export type ReviewPlace = {
  /** address of the project, and of the review below it */
  base: string
  path: string
  now: Date
  definitions: MetricDefinition[]
  role: string
  may: { decide: boolean; sign: boolean }
  /** who can sign here, by name */
  signers: string[]
}

export const itemHref = (path: string, item: string) => hrefWith(path, { item })

export const metricHref = (base: string, metric: string) => `${base}/metrics/${encodeURIComponent(metric)}`
