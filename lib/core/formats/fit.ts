import { createHash } from 'node:crypto'

export const UNNAMED = '(unnamed)'
const LONGEST_NAME = 200
const LONGEST_WORDS = 300
const LONGEST_UNIT = 30

/** Text with control characters and halves of characters made harmless, and no white space around it. */
export const printable = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .trim()

const cut = (text: string, most: number) => printable(text).slice(0, most).toWellFormed()

/**
 * A metric's name as the wire takes it. One that is too long keeps its beginning and its measure; a digest of the whole stands for what
 * is cut out, so that it stays the same from run to run and other than every other.
 */
export function fitName(name: string, measure?: string): string {
  const tail = measure === undefined ? '' : `/${printable(measure)}`
  const whole = `${printable(name) || UNNAMED}${tail}`
  if (whole.length <= LONGEST_NAME) return whole
  const digest = `…${createHash('sha256').update(whole).digest('hex').slice(0, 12)}`
  const end = tail.length <= 100 ? digest + tail : digest
  return whole.slice(0, LONGEST_NAME - end.length).replace(/[\uD800-\uDBFF]$/, '') + end
}

/** The first line of what a tool says went wrong, fit for the wire. */
export const fitError = (text: string, without: string): string =>
  cut(text.trim().split(/[\r\n]/)[0]!, LONGEST_WORDS) || without

/** A unit, fit for the wire; undefined when there is none. */
export const fitUnit = (unit: string | undefined): string | undefined =>
  cut(unit ?? '', LONGEST_UNIT) || undefined

/** What a tool says of its machine or its build, fit for the wire; null when it says nothing. */
export const fitWords = (value: unknown): string | null =>
  (typeof value === 'string' && cut(value, LONGEST_WORDS)) || null
