import { expect, test } from 'vitest'
import type { DecisionView, ItemView, ReviewView, SignatureView, StepView } from '@/lib/reviews/rows'
import { timelineDays } from './timeline-days'

const at = (text: string) => ({ at: new Date(text) })
const decisions = (...all: [DecisionView['decision'], string][]) =>
  all.map(([decision, when]) => ({ decision, ...at(when) }))

/** As much of a review as a timeline reads. */
const review = (items: object[], more: object = {}) =>
  ({
    startedAt: new Date('2025-12-30T10:00:00Z'),
    sections: [{ title: 'One', items: items as ItemView[] }],
    steps: [] as StepView[],
    signature: null,
    superseded: [] as SignatureView[],
    ...more,
  }) as ReviewView
const item = { decisions: [], signature: null, superseded: [] }

test('a review that just began has one day', () => {
  expect(timelineDays(review([item]))).toEqual([
    { day: '2025-12-30', label: '30 Dec 2025', gap: 0, happened: ['started'] },
  ])
})

test('days are told by UTC, oldest first, with what happened on each and the days between', () => {
  const days = timelineDays(
    review(
      [
        {
          decisions: decisions(['pass', '2026-01-02T00:10:00Z'], ['fail', '2026-01-01T23:50:00Z']),
          signature: at('2026-01-09T08:00:00Z'),
          superseded: [at('2026-01-02T09:00:00Z')],
        },
        { ...item, decisions: decisions(['waived', '2026-01-02T10:00:00Z']) },
      ],
      {
        signature: at('2026-01-09T09:00:00Z'),
        steps: [
          {
            doneAt: new Date('2026-01-02T12:00:00Z'),
            entries: [
              { minutes: 12, ...at('2026-01-02T11:00:00Z') },
              { minutes: 8, ...at('2026-01-02T12:00:00Z') },
            ],
          },
        ],
      },
    ),
  )
  expect(days.map(({ label, gap, happened }) => [label, gap, happened])).toEqual([
    ['30 Dec 2025', 0, ['started']],
    ['1 Jan 2026', 2, ['1 failed']],
    ['2 Jan', 1, ['1 passed', '1 waived', '1 signed', '1 strategy step done', '20\u2009min']],
    ['9 Jan', 7, ['1 signed', 'step signed']],
  ])
})
