import { expect, it } from 'vitest'
import { trendFilter } from './trend-filter'

const now = new Date('2026-11-24T12:00:00Z')

it('shows 90 days of the default branch when the address says nothing', () => {
  const filter = trendFilter({}, 'main', now)
  expect(filter).toMatchObject({ branch: 'main', range: '90', fit: undefined })
  expect(filter.from?.toISOString()).toBe('2026-08-26T12:00:00.000Z')
})

it('takes what it knows and passes over what it does not', () => {
  const filter = trendFilter({ branch: 'dev', range: 'all', fit: 'sideways' }, 'main', now)
  expect(filter).toMatchObject({ branch: 'dev', range: 'all', from: undefined, fit: undefined })
})
