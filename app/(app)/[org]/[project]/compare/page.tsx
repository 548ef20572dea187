import { redirect } from 'next/navigation'
import { CompareForm, type Picked } from '@/components/runs/compare-form'
import { compareHref } from '@/components/runs/compare-href'
import { CompareResult } from '@/components/runs/compare-result'
import { sideWords } from '@/components/runs/side-words'
import { ButtonLink } from '@/components/ui/button'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { oneOfEach } from '@/components/ui/filter-links'
import { PageHeader } from '@/components/ui/page-header'
import type { Ctx } from '@/lib/projects/context'
import { compareRuns, listCompareChoices, parseSide } from '@/lib/runs/queries'
import { baseOf, type ProjectParams, pageContext } from '../page-context'
import { addressOf } from './address'

export const metadata = { title: 'Compare' }

type Props = {
  params: Promise<ProjectParams>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const picked = (text: string | undefined): Picked => ({ text: text ?? '', side: parseSide(text ?? '') })

export default async function Compare({ params, searchParams }: Props) {
  const [ctx, given] = await Promise.all([pageContext(params, '/compare'), searchParams])
  const place = baseOf(ctx)
  const canonical = addressOf(place, given, ctx.project.defaultBranch)
  if (canonical) redirect(canonical)
  const { base, head, environment: named } = oneOfEach(given)
  // PostgreSQL knows no text with a zero in it, and no machine has such a name.
  const environment = named && !named.includes('\0') ? named : undefined
  const sides = { base: picked(base), head: picked(head) }
  const choices = await listCompareChoices(ctx)
  return (
    <>
      <PageHeader
        title="Compare"
        trail={[{ label: 'Runs', href: `${place}/runs` }]}
        lead="Two runs, builds, branches or stretches of time, metric by metric."
        actions={
          sides.base.side &&
          sides.head.side && (
            <ButtonLink look="quiet" href={compareHref(place, head!, base!, environment)}>
              Swap sides
            </ButtonLink>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <Panel>
          <CompareForm
            path={`${place}/compare`}
            {...sides}
            environment={environment}
            choices={choices}
            defaultBranch={ctx.project.defaultBranch}
          />
        </Panel>
        <Result ctx={ctx} sides={sides} environment={environment} place={place} ticked={given.run} />
      </div>
    </>
  )
}

type ResultProps = {
  ctx: Ctx
  sides: { base: Picked; head: Picked }
  environment: string | undefined
  place: string
  ticked: string | string[] | undefined
}

async function Result({ ctx, sides: { base, head }, environment, place, ticked }: ResultProps) {
  if (!base.side || !head.side) return <Unpicked base={base} head={head} ticked={ticked} />
  const words = (picked: Picked) => sideWords(picked.side!, ctx.project.defaultBranch)
  return (
    <CompareResult
      comparison={await compareRuns(ctx, { base: base.side, head: head.side }, environment)}
      names={{ base: words(base), head: words(head) }}
      environment={environment}
      base={place}
    />
  )
}

function Unpicked({ base, head, ticked }: ResultProps['sides'] & Pick<ResultProps, 'ticked'>) {
  const unknown = [base, head].filter((picked) => picked.text && !picked.side)
  return (
    <Panel padded={false}>
      <EmptyState>
        {unknown.length > 0
          ? `${unknown.map((picked) => `“${picked.text}”`).join(' and ')} cannot be compared: choose a run, a build, a branch, or a first and a last day.`
          : ticked !== undefined
            ? 'Tick two runs to compare them, no fewer and no more.'
            : 'Choose a base and a head above: a branch against the days before, a build against the branch, a run against another.'}
      </EmptyState>
    </Panel>
  )
}
