import type { TestRun } from './lines'

const endsAt = (id: string, name: string) =>
  id === name || id.endsWith(`::${name}`) || (name.includes('.py') && id.endsWith(`/${name}`))

/**
 * The metric of a test that `name` may mean: a node id or its end (`test_x`, `TestSpeed::test_x`), with its `[param]` or without. A name
 * without one means each of the test's parameters, which then stay in the metric's name. Null: another test.
 */
export function claimedName(test: TestRun, name: string, metric: string): string | null {
  if (endsAt(test.id, name)) return metric
  if (!endsAt(test.base, name)) return null
  return test.param === null ? metric : `${metric}[${test.param}]`
}
