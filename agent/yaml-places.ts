import { EVENT_ALIAS, EVENT_DOCUMENT, EVENT_ID, type Event, getScalarValue } from 'js-yaml'

/** A value of the text and where it begins; a mapping also where each key does. */
type Place = { at: number; entries?: { key: string; at: number; value: Place }[]; items?: Place[] }

/** Reads one value, and leaves `events` behind it. */
function placeOf(events: Iterator<Event>, first: Event, source: string): Place {
  const inside = function* () {
    for (let next = events.next(); !next.done; next = events.next()) {
      if (next.value.type === EVENT_ID.POP) return
      yield placeOf(events, next.value, source)
    }
  }
  if (first.type === EVENT_ID.MAPPING) {
    const all = [...inside()]
    const pairs = all.flatMap((key, i) => (i % 2 === 0 && all[i + 1] ? [{ key, value: all[i + 1]! }] : []))
    return {
      at: first.start,
      entries: pairs.map(({ key, value }) => ({ key: textAt(key), at: key.at, value })),
    }
  }
  if (first.type === EVENT_ID.SEQUENCE) return { at: first.start, items: [...inside()] }
  if (first.type === EVENT_ID.SCALAR) {
    const quoted = first.style === 2 || first.style === 3
    return Object.assign({ at: first.valueStart - (quoted ? 1 : 0) }, { text: getScalarValue(source, first) })
  }
  return { at: first.type === EVENT_ALIAS ? first.anchorStart - 1 : 0 }
}

const textAt = (place: Place & { text?: string }) => place.text ?? ''

/**
 * Where in the text a path of its data stands: an unknown or misused key itself, else the value, else its nearest parent.
 */
export function offsetOf(events: Event[], source: string, path: PropertyKey[]): number {
  const walk = events.filter((event) => event.type !== EVENT_DOCUMENT)[Symbol.iterator]()
  const first = walk.next()
  if (first.done) return 0
  let here = placeOf(walk, first.value, source)
  let at = here.at
  for (const step of path) {
    const entry = here.entries?.find((e) => e.key === String(step))
    const next = entry?.value ?? (typeof step === 'number' ? here.items?.[step] : undefined)
    if (!next) break
    at = entry?.at ?? next.at
    here = next
  }
  return at
}
