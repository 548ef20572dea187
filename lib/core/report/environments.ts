import { formatText } from '../format'
import { bullets, code, heading, type Inline, md, paragraph, table } from '../markdown'
import type { ReportData, ReportRun } from '../report'
import { utc } from './words'

/** Where the numbers come from: each run with its commit and digest. */
export const provenance = ({ runs, review }: ReportData): string[] => [
  heading(2, runs.length > 1 ? md`Runs` : md`Run`),
  ...(runs.length
    ? runs.map((run) =>
        bullets([
          md`Run: ${code(run.id)}`,
          md`Started: ${utc(run.startedAt)}`,
          md`Commit: ${code(run.commit)}`,
          md`Branch: ${code(run.branch)}`,
          md`Environment: ${run.environment.name}`,
          md`Digest: ${code(run.digest)}`,
        ]),
      )
    : [paragraph(md`Nothing has been measured on ${code(review.branch)} that could serve as evidence.`)]),
]

/** The machine of each run as the agent saw it, in one table for runs of the same machine. */
export function environments({ runs }: ReportData): string[] {
  if (!runs.length) return []
  return [
    heading(2, md`Environment`),
    ...runs.flatMap((run) => [
      ...(runs.length > 1 ? [heading(3, md`Of run ${code(run.id)}`)] : []),
      table(['What', run.environment.name], rowsOf(run)),
    ]),
  ]
}

const ABSENT = 'not reported'

function rowsOf({ environment }: ReportRun): Inline[][] {
  const { cpu, cores, memoryBytes, os, kernel, runtime, noise } = environment
  const said = (value: number | null | undefined, unit: string) =>
    value == null ? ABSENT : formatText(value, unit)
  return [
    ['Processor', cpu ?? ABSENT],
    ['Cores', cores ?? ABSENT],
    ['Memory', said(memoryBytes, 'B')],
    ['Operating system', os ?? ABSENT],
    ['Kernel', kernel ?? ABSENT],
    ['Runtime', runtime ?? ABSENT],
    ['Noise: time stolen by other machines', said(noise?.stealPercent, '%')],
    ['Noise: load per core', said(noise?.loadPerCore, 'count')],
    ['Noise: spread of the clock', said(noise?.clockSpreadPercent, '%')],
  ]
}
