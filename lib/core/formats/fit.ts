import { createHash } from 'node:crypto'

const LONGEST_NAME = 200
const LONGEST_ERROR = 300

/** Text with control characters and halves of characters made harmless. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ').toWellFormed()

/**
 * A metric's name as the wire takes it. One that is too long keeps its beginning and its measure; a digest of the whole stands for what
 * is cut out, so that it stays the same from run to run and other than every other.
 */
export function fitName(name: string, measure?: string): string {
  const tail = measure === undefined ? '' : `/${printable(measure)}`
  const whole = `${printable(name)}${tail}`
  if (whole.trim() === '') return '(unnamed)'
  if (whole.length <= LONGEST_NAME) return whole
  const digest = `…${createHash('sha256').update(whole).digest('hex').slice(0, 12)}`
  const end = tail.length <= 100 ? digest + tail : digest
  return whole.slice(0, LONGEST_NAME - end.length).replace(/[\uD800-\uDBFF]$/, '') + end
}

/** The first line of what a tool says went wrong, fit for the wire. */
export function fitError(text: string, without: string): string {
  const line = printable(text.trim().split(/[\r\n]/)[0]!).trim()
  return (line || without).slice(0, LONGEST_ERROR).toWellFormed()
}
