/**
 * What the overview's top line needs to know of the newest open review (E: implement; F renders it).
 * `sentence` is the whole answer: "3 of 25 items open; STT misses its acceptance limit by 94 ms; 1 signature is stale since Tuesday".
 */
export type ReviewHeadline = {
  id: string
  phase: string
  step: string
  title: string
  grade: { grade: string; rule: string } | null
  openItems: number
  totalItems: number
  staleSignatures: { title: string; reason: string }[]
  sections: { title: string; signed: number; total: number }[]
  plannedMinutes: number
  spentMinutes: number
  budgetMinutes: number
  allowed: boolean
  sentence: string
}
