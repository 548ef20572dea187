import Link from 'next/link'
import { EvidenceBadges } from '@/components/ui/badge'
import { Commit } from '@/components/ui/digest'
import { Mark, type Meaning } from '@/components/ui/mark'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { RunRow } from '@/lib/runs/queries'
import { PickRun } from './pick-run'

const COUNTED: { meaning: Meaning; word: string; goals: (keyof RunRow['goals'])[] }[] = [
  { meaning: 'met', word: 'met', goals: ['met'] },
  { meaning: 'acceptable', word: 'acceptable', goals: ['acceptable'] },
  { meaning: 'missed', word: 'missed', goals: ['missed'] },
  { meaning: 'missed', word: 'error', goals: ['error'] },
  { meaning: 'inconclusive', word: 'inconclusive', goals: ['inconclusive'] },
  { meaning: 'none', word: 'no target', goals: ['no_target'] },
]

/** How many metrics of a run got which verdict, the empty ones left out. */
export function GoalCounts({ goals }: { goals: RunRow['goals'] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-2">
      {COUNTED.map(({ meaning, word, goals: keys }) => {
        const count = keys.reduce((sum, key) => sum + (goals[key] ?? 0), 0)
        return count === 0 ? null : (
          <li key={word} className="inline-flex items-center gap-1 whitespace-nowrap">
            <Mark meaning={meaning} className="size-2" />
            {count} {word}
          </li>
        )
      })}
    </ul>
  )
}

export function RunTable({
  runs,
  base,
  now,
  label,
}: {
  runs: RunRow[]
  base: string
  now: Date
  label: string
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th className="w-4 pr-0">
            <span className="sr-only">Compare</span>
          </Th>
          <Th>Commit</Th>
          <Th>Grade</Th>
          <Th>Goals</Th>
          <Th>Branch</Th>
          <Th>Environment</Th>
          <Th>Evidence</Th>
          <Th numeric>Started</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Tr key={run.id}>
            <Td className="pr-0">
              <PickRun run={run} />
            </Td>
            <Td>
              <Link href={`${base}/runs/${run.id}`} className="link">
                <Commit commit={run.commit} />
              </Link>
            </Td>
            <Td className="font-semibold">
              {run.grade ?? <span className="font-normal text-ink-3">–</span>}
            </Td>
            <Td className="min-w-48">
              <GoalCounts goals={run.goals} />
            </Td>
            <Td className="whitespace-nowrap">
              {run.branch} <span className="text-ink-3">{run.suite}</span>
            </Td>
            <Td className="whitespace-nowrap">{run.environment.name}</Td>
            <Td>
              <EvidenceBadges run={run} />
            </Td>
            <Td numeric className="text-ink-2">
              <RelativeTime at={run.startedAt} now={now} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
