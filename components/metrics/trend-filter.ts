import type { Query } from '@/components/ui/filter-links'

export const RANGES = ['7', '30', '90', 'all'] as const
const DAY = 86_400_000

export type TrendFilter = {
  query: Query
  branch: string
  environment: string | undefined
  range: (typeof RANGES)[number]
  from: Date | undefined
  fit: 'limits' | 'values' | undefined
}

/** What the address asks for; anything it does not know is as if it were not there. */
export function trendFilter(query: Query, defaultBranch: string, now: Date): TrendFilter {
  const range = RANGES.find((r) => r === query.range) ?? '90'
  return {
    query,
    branch: query.branch ?? defaultBranch,
    environment: query.environment,
    range,
    from: range === 'all' ? undefined : new Date(now.getTime() - Number(range) * DAY),
    fit: query.fit === 'limits' || query.fit === 'values' ? query.fit : undefined,
  }
}
