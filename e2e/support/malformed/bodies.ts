import { createHash } from 'node:crypto'
import type { RunUpload } from '@/lib/core/wire'
import { BYTE_DAMAGES } from './bytes'
import { type Body, extremes } from './extremes'
import { wrongFields } from './fields'
import { type Random, seeded } from './random'
import { TEXT_DAMAGES } from './text'

/** One damage after the other, each time somewhere else, without end. */
export function* damaged(text: string, random: Random): Generator<Body> {
  const bytes = Buffer.from(text)
  for (;;) {
    for (const [what, damage] of TEXT_DAMAGES) yield { what, body: damage(text, random) }
    for (const [what, damage] of BYTE_DAMAGES) yield { what, body: new Uint8Array(damage(bytes, random)) }
  }
}

const digest = ({ body, headers }: Body) =>
  createHash('sha256')
    .update(JSON.stringify(headers ?? {}))
    .update(body)
    .digest('hex')

/** The first `count` that differ from each other. */
export function different(bodies: Iterable<Body>, count: number): Body[] {
  const found = new Map<string, Body>()
  for (const body of bodies) {
    if (found.size === count) break
    found.set(digest(body), body)
  }
  return [...found.values()]
}

/** Bodies that are no uploads, made from a good one; the same for the same seed, and no two alike. */
export function malformedUploads(good: RunUpload, count: number, seed: number): Body[] {
  function* all() {
    yield* extremes(good)
    for (const [what, value] of wrongFields(good)) yield { what, body: JSON.stringify(value) }
    yield* damaged(JSON.stringify(good), seeded(seed))
  }
  return different(all(), count)
}
