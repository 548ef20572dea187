import { levelText } from '@/lib/core/alert-words'
import type { Series } from '@/lib/metrics/series'

type Change = Series['lines'][number]['changes'][number]

/** "178 ms → 231 ms" */
export const changeLevels = (
  { before, after }: Pick<Change, 'before' | 'after'>,
  metric: Series['metric'],
) => {
  const text = (level: number) => levelText(level, metric) ?? 'unknown'
  return `${text(before)} → ${text(after)}`
}
