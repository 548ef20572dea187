import type { Env } from '../env'

type Paint = (text: string) => string

const CODES = { red: 31, green: 32, yellow: 33, magenta: 35, grey: 90, bold: 1 } as const
export type Palette = Record<keyof typeof CODES, Paint>

/** Colours for a terminal that a person watches; plain text for everything else. */
export function palette(stream: { isTTY?: boolean }, env: Env = process.env): Palette {
  const on = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  const paint = (code: number): Paint => (on ? (text) => `\u001b[${code}m${text}\u001b[0m` : (text) => text)
  return Object.fromEntries(Object.entries(CODES).map(([name, code]) => [name, paint(code)])) as Palette
}
