import type { Goal, Verdict } from './wire'

export type Grade = { grade: 'A' | 'B' | 'C' | 'D' | 'F'; rule: string }

/** The goals of those that have a limit: what failed to run without one says nothing of any goal. */
export const goalsThatCount = (judged: readonly Pick<Verdict, 'goal' | 'target' | 'acceptance'>[]): Goal[] =>
  judged.filter((v) => v.target !== null || v.acceptance !== null).map((v) => v.goal)

/** The grade of metrics that have a target, with the rule that gave it; null when none was judged. */
export function gradeOf(goals: readonly Goal[]): Grade | null {
  const judged = goals.filter((g) => g !== 'no_target')
  if (judged.length === 0) return null
  const count = (...wanted: Goal[]) => judged.filter((g) => wanted.includes(g)).length
  const bad = count('missed', 'error')
  const of = `${judged.length} ${judged.length === 1 ? 'metric' : 'metrics'} with a target`
  if (bad * 3 > judged.length)
    return { grade: 'F', rule: `F: more than a third of ${of} missed acceptance or failed (${bad}).` }
  if (bad > 0)
    return {
      grade: 'D',
      rule: `D: at most a third of ${of} missed acceptance or failed (${bad}), but some did.`,
    }
  if (count('inconclusive') > 0)
    return {
      grade: 'C',
      rule: `C: none of ${of} missed acceptance, but ${count('inconclusive')} cannot be told yet.`,
    }
  if (count('acceptable') > 0)
    return {
      grade: 'B',
      rule: `B: all of ${of} keep acceptance, ${count('acceptable')} of them not their target.`,
    }
  return { grade: 'A', rule: `A: all of ${of} keep their target.` }
}
