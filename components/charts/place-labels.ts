type Wanted = { x: number; width: number }
type Placed = { left: number; width: number; row: number }

const GAP = 4

/**
 * Puts each label beside its rule at `x`, right of it where it fits, else left, in the topmost of `rows` where it hides no other label;
 * null where there is no room. Those further right, which are newer, go first.
 */
export function placeLabels(
  wanted: readonly Wanted[],
  [from, to]: [number, number],
  rows: number,
): (Placed | null)[] {
  const taken: Placed[] = []
  const free = (p: Placed) =>
    taken.every(
      (t) => t.row !== p.row || p.left + p.width + GAP <= t.left || t.left + t.width + GAP <= p.left,
    )
  const places: (Placed | null)[] = wanted.map(() => null)
  const newestFirst = wanted.map((_, i) => i).toSorted((a, b) => wanted[b]!.x - wanted[a]!.x)
  for (const i of newestFirst) {
    const { x, width } = wanted[i]!
    const sides = [x + 2, x - width - 2].filter((left) => left >= from && left + width <= to)
    const found = Array.from({ length: rows }, (_, row) => row)
      .flatMap((row) => sides.map((left) => ({ left, width, row })))
      .find(free)
    if (!found) continue
    taken.push(found)
    places[i] = found
  }
  return places
}
