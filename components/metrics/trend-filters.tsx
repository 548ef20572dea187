import { FilterLinks, hrefWith } from '@/components/ui/filter-links'
import type { SeriesLine } from '@/lib/metrics/series'
import { RANGES, type TrendFilter } from './trend-filter'

type Props = { path: string; filter: TrendFilter; lines: SeriesLine[]; branches: string[] }

const unique = (names: string[]) => [...new Set(names)].sort()

export function TrendFilters({ path, filter, lines, branches }: Props) {
  const href = (change: TrendFilter['query']) => hrefWith(path, { ...filter.query, ...change })
  const environments = unique(lines.map((l) => l.environment.name))
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <FilterLinks
        label="Range"
        choices={RANGES.map((range) => ({
          label: range === 'all' ? 'All' : `${range} days`,
          href: href({ range }),
          current: filter.range === range,
        }))}
      />
      {branches.length > 1 && (
        <FilterLinks
          label="Branch"
          choices={branches.map((branch) => ({
            label: branch,
            href: href({ branch }),
            current: filter.branch === branch,
          }))}
        />
      )}
      {environments.length > 1 && (
        <FilterLinks
          label="Environment"
          choices={[
            ...environments.map((environment) => ({
              label: environment,
              href: href({ environment }),
              current: filter.environment === environment,
            })),
            {
              label: 'All',
              href: href({ environment: undefined }),
              current: filter.environment === undefined,
            },
          ]}
        />
      )}
    </div>
  )
}
