import type { Measurement } from '@/lib/core/wire'
import type { House } from './house'

/** One part of the measuring; whatever it fails to give is reported as an error under the names of `metrics`. */
export type Stage = {
  name: string
  metrics: string[]
  run(house: House): Promise<Measurement[]>
}

/** A line for the person who watches; measurements are on stdout. */
export const note = (line: string) => process.stderr.write(`${line}\n`)

const MAX_ERROR = 300

/** The cause on one line, as the wire takes it. */
export const causeOf = (error: unknown) =>
  (error instanceof Error ? error.message || error.name : String(error))
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_ERROR) || 'failed without saying why'
