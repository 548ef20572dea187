import { goalsThatCount, gradeOf } from '../grade'
import { code, heading, md, paragraph, table } from '../markdown'
import type { ReportData } from '../report'
import { changeOf, counted, goalOf, intervalOf, isJudged, limitOf, measured, runText, utc } from './words'

/** Whose review this is, of what, since when, and how it stands. `what` names the file. */
export function opening({ project, review, revision, stepSignature }: ReportData, what: string): string[] {
  const place = md`Phase ${review.phase}, step ${review.step} of ${project.name} (${project.organisation}), begun ${utc(review.date)}.`
  const frozen = revision === null ? md`` : md` Revision ${revision} of this report.`
  const status = !stepSignature
    ? md`**Open.** The step is not signed; this is how it stands.`
    : stepSignature.stale
      ? md`**Stale.** ${stepSignature.name} signed the step on ${utc(stepSignature.at)}, but the signature no longer holds: ${stepSignature.reasons.join('; ')}.`
      : md`**Signed** by ${stepSignature.name} on ${utc(stepSignature.at)}.`
  return [heading(1, md`${review.title}: ${what}`), paragraph(md`${place}${frozen}`), paragraph(status)]
}

/** The grade with the rule that gave it, and what it leaves out. */
export function grade({ metrics }: ReportData): string[] {
  const judged = metrics.filter(isJudged)
  const given = gradeOf(goalsThatCount(judged.map((m) => m.verdict)))
  const hasLimit = (m: ReportData['metrics'][number]) =>
    m.definition.target !== null || m.definition.acceptance !== null
  const without = metrics.filter((m) => !hasLimit(m)).length
  const unmeasured = metrics.filter((m) => !m.verdict && hasLimit(m)).length
  const left = [
    ...(without ? [`${without} ${without === 1 ? 'has' : 'have'} none`] : []),
    ...(unmeasured
      ? [`${unmeasured} that ${unmeasured === 1 ? 'has one was' : 'have one were'} not measured`]
      : []),
  ]
  const rest = left.length ? ` Only metrics with a target count: ${left.join(', and ')}.` : ''
  return [
    heading(2, md`Overall performance grade: ${given?.grade ?? 'none'}`),
    paragraph(
      given
        ? md`${sentence(given.rule.replace(/^.: /, ''))}${rest}`
        : md`No metric with a target has been measured.${rest}`,
    ),
  ]
}

const sentence = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`

/** Every metric of the review on one line. */
export function metricsSummary({ metrics, runs, review }: ReportData): string[] {
  const rows = metrics.map((m) => {
    const interval = m.verdict && intervalOf(m.verdict)
    const value =
      !m.verdict || m.verdict.goal === 'error'
        ? 'not measured'
        : `${measured(m.verdict)}${interval ? ` (${interval})` : ''}`
    return [m.title, value, limitOf(m, 'target'), limitOf(m, 'acceptance'), goalOf(m), changeOf(m)]
  })
  const simulated = metrics.some((m) => m.simulatedBaseline && m.verdict?.baseline)
  return [
    heading(2, md`Metrics summary`),
    table(['Metric', 'Value (95% interval)', 'Target', 'Acceptance', 'Goal', 'Change'], rows),
    paragraph(source(runs, review.branch)),
    simulated
      ? paragraph(
          md`**Simulated.** A change marked so is against earlier runs that were made by the demo and not measured; it says nothing of the product.`,
        )
      : '',
  ]
}

function source(runs: ReportData['runs'], branch: string) {
  const [newest, ...earlier] = runs
  if (!newest) return md`Nothing has been measured on ${code(branch)} that could serve as evidence.`
  if (!earlier.length) return md`All of it from ${runText(newest)}.`
  return md`From ${counted(runs.length, 'run')}, the newest of them ${runText(newest)}; PERFORMANCE_METRICS.md says which value is from which.`
}
