import { expect, test } from 'vitest'
import { timeInput } from './schemas'

test('of wrong minutes it is said what would be right', () => {
  const said = (minutes: number) => timeInput.safeParse({ minutes }).error?.issues[0]?.message
  expect([said(Number.NaN), said(1.5), said(0), said(9999), said(1440)]).toEqual([
    'give whole minutes',
    'give whole minutes',
    'give at least one minute',
    'give at most 1,440 minutes, a day',
    undefined,
  ])
})
