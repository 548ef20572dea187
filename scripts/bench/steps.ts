import { takePoints } from '@/lib/core/change-points'
import { noPoints } from '@/lib/core/change-state'
import { seeded } from '@/lib/core/testing/seeded'

/** A series with a step every 700 points; simulated, and only for timing. */
export function aHistory(points: number): number[] {
  const random = seeded(points)
  return Array.from({ length: points }, (_, i) => 100 + random.normal() + 3 * (Math.floor(i / 700) % 2))
}

/**
 * Appends a point to a series of `points` as a server does: the state read from text, and written as text. It goes on from where it was, so that the estimates
 * of noise that fall due on the way are in the time.
 */
export function appending(points: number): () => void {
  const random = seeded(1)
  const history = aHistory(points)
  let text = JSON.stringify(takePoints(noPoints(), history, []).state)
  const recent = history.slice(-512)
  return () => {
    const value = 100 + random.normal()
    text = JSON.stringify(takePoints(JSON.parse(text), [value], recent).state)
    recent.push(value)
    if (recent.length > 1024) recent.splice(0, 512)
  }
}

export const recomputing = (points: number): (() => void) => {
  const history = aHistory(points)
  return () => {
    takePoints(noPoints(), history, [])
  }
}
