import Link from 'next/link'
import type { ItemView, ReviewView } from '@/lib/reviews/rows'
import { DecisionMark, ItemStateMark } from './decision-mark'
import { itemHref } from './place'
import { StatusBadge } from './status-badge'

type Props = { review: ReviewView; path: string; current: string | null }

/** The step and its items, each with how far it has come. On narrow screens it is folded once one is chosen. */
export function ItemNav({ review, path, current }: Props) {
  const items = review.sections.flatMap((s) => s.items)
  const signed = items.filter((i) => i.state === 'signed').length
  const list = <List review={review} path={path} current={current} />
  return (
    <nav aria-label="Items of the review" className="min-w-0 lg:row-span-2 xl:row-span-1">
      <details
        key={current}
        open={current === null}
        className="rounded-md border border-line bg-surface lg:hidden"
      >
        <summary className="px-4 py-2 text-sm">
          <span className="font-semibold">All items</span>{' '}
          <span className="text-ink-3">
            {signed} of {items.length} signed
          </span>
        </summary>
        <div className="border-t border-line p-2">{list}</div>
      </details>
      <div
        data-item-list=""
        className="relative hidden rounded-md border border-line bg-surface p-2 lg:sticky lg:top-4 lg:block lg:max-h-[calc(100dvh-32px)] lg:overflow-y-auto"
      >
        {list}
      </div>
    </nav>
  )
}

const row =
  'flex items-start gap-2 rounded-sm px-2 py-0.5 text-sm hover:bg-sunken aria-[current]:bg-accent-wash -outline-offset-2'

function List({ review, path, current }: Props) {
  return (
    <>
      <Link
        href={path}
        aria-current={current === null ? 'true' : undefined}
        className={`${row} items-center py-1`}
      >
        <span className="min-w-0 flex-1 font-medium">Step {review.step} as a whole</span>
        <StatusBadge review={review} />
      </Link>
      {review.sections.map((section) => (
        <section key={section.title} aria-label={section.title} className="mt-2">
          <p className="flex justify-between gap-2 px-2 py-0.5 text-xs text-ink-3">
            <span>{section.title}</span>
            <span>
              {section.items.filter((i) => i.state === 'signed').length}/{section.items.length}
              <span className="sr-only"> signed</span>
            </span>
          </p>
          <ul>
            {section.items.map((item) => (
              <li key={item.key}>
                <ItemLink item={item} href={itemHref(path, item.key)} current={item.key === current} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function ItemLink({ item, href, current }: { item: ItemView; href: string; current: boolean }) {
  return (
    // Not fetched ahead: a page of links to 25 items would be 25 requests.
    <Link href={href} prefetch={false} aria-current={current ? 'true' : undefined} className={row}>
      <span className="flex h-5 items-center">
        <DecisionMark decision={item.decision?.decision ?? null} />
      </span>
      <span className="min-w-0 flex-1 wrap-anywhere">{item.title}</span>
      <ItemStateMark item={item} />
    </Link>
  )
}
