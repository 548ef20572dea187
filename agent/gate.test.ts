import { expect, test } from 'vitest'
import { EXIT, type ExitCode, invocation, worst } from './exit'
import { exitCodeOf } from './gate'
import type { FailOn } from './options'

const verdicts = (...all: [goal: string, change?: string][]) =>
  all.map(([goal, change = 'stable']) => ({ goal, change })) as never as Parameters<typeof exitCodeOf>[0]
const skip = { goal: 'error', change: 'stable', error: 'skipped: no GPU' } as ReturnType<typeof verdicts>[0]
const usual: FailOn[] = ['missed', 'regression']

test.each([
  ['nothing to judge', verdicts(), usual, EXIT.ok],
  ['all well', verdicts(['met'], ['acceptable'], ['no_target'], ['inconclusive']), usual, EXIT.ok],
  ['an improvement', verdicts(['met', 'improvement']), usual, EXIT.ok],
  ['no history yet', verdicts(['met', 'no_baseline'], ['met', 'insufficient_history']), usual, EXIT.ok],
  ['a target missed', verdicts(['met'], ['missed']), usual, EXIT.gate],
  ['a target missed, asked about regressions', verdicts(['missed']), ['regression'], EXIT.ok],
  ['a regression', verdicts(['met', 'regression']), usual, EXIT.gate],
  ['a regression, asked about targets', verdicts(['met', 'regression']), ['missed'], EXIT.ok],
  ['both, and not asked', verdicts(['missed', 'regression']), ['never'], EXIT.ok],
  ['a failure', verdicts(['error'], ['met']), usual, EXIT.failed],
  ['a failure, whatever is asked', verdicts(['error']), ['never'], EXIT.failed],
  ['a skip, which is no failure', [...verdicts(['met']), skip], usual, EXIT.ok],
  ['a skip beside a failure', [...verdicts(['error']), skip], usual, EXIT.failed],
  ['a failure before a miss', verdicts(['error'], ['missed', 'regression']), usual, EXIT.failed],
] as [string, ReturnType<typeof verdicts>, FailOn[], ExitCode][])('%s: %#', (_, given, failOn, code) =>
  expect(exitCodeOf(given, failOn)).toBe(code),
)

test('of several codes the first of 2, 3, 4, 1 is heard', () => {
  const all: ExitCode[] = [0, 1, 2, 3, 4]
  const order = [2, 3, 4, 1, 0]
  for (const a of all)
    for (const b of all) expect(worst([a, b])).toBe(order.find((code) => code === a || code === b))
  expect(worst([])).toBe(0)
  expect(worst([0, 1, 4, 3, 2])).toBe(2)
})

test.each([
  [{ npm_lifecycle_event: 'agent' }, '/x/phasegate.mjs', 'npm run agent --'],
  [{}, '/x/phasegate.mjs', 'node /x/phasegate.mjs'],
  [{}, '/my files/phasegate.mjs', "node '/my files/phasegate.mjs'"],
  [{}, '/usr/bin/phasegate', 'phasegate'],
])('run as %j %s, it says how to run it again: %s', (env, script, expected) =>
  expect(invocation(env, script)).toBe(expected),
)
