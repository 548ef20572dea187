import type { MetricEvidence } from '../core/evidence'
import type { Standing } from '../core/gate'
import type { Newest } from './newest'

/** How each of these metrics stands on the branch: its evidence, or why there is none. Simulated runs never are evidence. */
export function standingsOf(newest: readonly Newest[], branch: string): Map<string, Standing> {
  return new Map(
    newest.map(({ definition: { metric, title }, ...row }) => [
      metric,
      { metric, title, evidence: evidenceOf(title, row.measured), why: whyNoEvidence(row, branch) },
    ]),
  )
}

/** Why a metric has no evidence on the branch; null when it has. */
export function whyNoEvidence(
  { measured, refused }: Pick<Newest, 'measured' | 'refused'>,
  branch: string,
): string | null {
  if (measured) return null
  if (!refused) return `it has not been measured on ${branch}`
  if (refused.simulated)
    return `only simulated runs on ${branch} have it, and simulated data are never evidence`
  return `its newest run on ${branch} was refused as evidence (${refused.reason ?? 'not admissible'})`
}

function evidenceOf(title: string, measured: Newest['measured']): MetricEvidence | null {
  if (!measured) return null
  const { run, bodySha256, commit, startedAt, environment, environmentClass, verdict } = measured
  const { metric, goal, change, effect, value, low, high, unit, target, acceptance } = verdict
  return {
    metric,
    title,
    ...{ run, bodySha256, commit, startedAt, environment, environmentClass },
    ...{ goal, change, effect, value, low, high },
    state: verdict.state ?? null,
    error: verdict.error ?? null,
    ...{ unit, target, acceptance },
    targetVersion: verdict.targetVersion ?? 1,
  }
}
