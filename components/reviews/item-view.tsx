import Link from 'next/link'
import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/card'
import { Key } from '@/components/ui/key'
import type { FormAction } from '@/lib/http/action'
import type { ItemView as Item, ReviewView } from '@/lib/reviews/rows'
import { DecisionHistory, DecisionPanel } from './decisions'
import { EvidenceList } from './evidence-list'
import { itemHref, type ReviewPlace } from './place'

type Props = { review: ReviewView; item: Item; place: ReviewPlace; decide: FormAction }

/** One item: what to check, what it rests on, and what was decided. */
export function ItemView({ review, item, place, decide }: Props) {
  const items = review.sections.flatMap((s) => s.items)
  const i = items.indexOf(item)
  const [before, after] = [items[i - 1], items[i + 1]]
  return (
    <>
      <header>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs text-ink-3">
          <p>
            {item.section}, item {i + 1} of {items.length}
          </p>
          <p className="flex flex-wrap gap-x-4">
            <ToGate />
            <Step href={before ? itemHref(place.path, before.key) : place.path} name="k">
              {before ? 'Item before' : 'The step'}
            </Step>
            {after && (
              <Step href={itemHref(place.path, after.key)} name="j">
                Next item
              </Step>
            )}
          </p>
        </div>
        <h2 className="mt-1 text-xl font-semibold tracking-tight wrap-anywhere">{item.title}</h2>
        <p className="mt-1 max-w-[72ch] text-base text-ink-2">{item.guidance}</p>
      </header>
      {item.standings.length > 0 && (
        <Panel
          title="Evidence"
          note={`newest admissible run on ${review.branch}; simulated runs never count`}
          padded={false}
        >
          <EvidenceList standings={item.standings} place={place} />
        </Panel>
      )}
      <DecisionPanel item={item} place={place} action={decide} />
      <DecisionHistory decisions={item.decisions} now={place.now} />
    </>
  )
}

/** Where the gate stands below what one reads, a way down to it. */
export function ToGate() {
  return (
    <a href="#signature" className="text-ink-2 hover:text-ink hover:underline xl:hidden">
      Gate and signatures
    </a>
  )
}

export function Step({ href, name, children }: { href: string; name: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-keyshortcuts={name}
      className="inline-flex items-center gap-1.5 text-ink-2 hover:text-ink hover:underline"
    >
      {children}
      <Key name={name} />
    </Link>
  )
}
