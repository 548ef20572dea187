import { expect, test } from 'vitest'
import { goalsThatCount, gradeOf } from './grade'
import type { Goal } from './wire'

const goals = (met: number, acceptable = 0, inconclusive = 0, missed = 0, error = 0, noTarget = 0): Goal[] =>
  Object.entries({ met, acceptable, inconclusive, missed, error, no_target: noTarget }).flatMap(([goal, n]) =>
    Array.from({ length: n }, () => goal as Goal),
  )

test.each([
  ['A', goals(6)],
  ['A', goals(1, 0, 0, 0, 0, 7)],
  ['B', goals(5, 1)],
  ['C', goals(5, 0, 1)],
  ['C', goals(0, 5, 1)],
  ['D', goals(5, 0, 0, 1)],
  ['D', goals(5, 0, 0, 0, 1)],
  ['D', goals(4, 0, 0, 1, 1)],
  ['D', goals(2, 0, 0, 1)],
  ['F', goals(3, 0, 0, 2)],
  ['F', goals(1, 0, 0, 0, 1)],
  ['F', goals(0, 0, 0, 1)],
] as const)('%s for %j, with the rule that gave it', (grade, given) => {
  const found = gradeOf(given)!
  expect(found.grade).toBe(grade)
  expect(found.rule).toMatch(new RegExp(`^${grade}: .+\\.$`))
})

test.each([[[]], [goals(0, 0, 0, 0, 0, 3)]])('nothing judged has no grade: %j', (given) =>
  expect(gradeOf(given)).toBeNull(),
)

test('what has no limit does not count, not even when it failed to run', () => {
  const none = { target: null, acceptance: null }
  const given = [
    { goal: 'error' as const, ...none },
    { goal: 'no_target' as const, ...none },
    { goal: 'error' as const, ...none, acceptance: 5 },
    { goal: 'met' as const, ...none, target: 'pruned' },
  ]
  expect(goalsThatCount(given)).toEqual(['error', 'met'])
})
