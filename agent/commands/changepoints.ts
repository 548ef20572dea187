import { createInterface } from 'node:readline'
import { detectChanges } from '@/lib/core/change-points'
import { EXIT, usageError } from '../exit'
import type { Command } from './command'

/** The indices for one line of input. @throws Refusal (usage) that names the line */
function indicesOf(line: string, number: number): number[] {
  const refused = (what: string) => usageError(`standard input, line ${number}: ${what}`)
  let values: unknown
  try {
    values = JSON.parse(line)
  } catch {
    throw refused('must be a JSON array of numbers')
  }
  if (!Array.isArray(values)) throw refused('must be a JSON array of numbers')
  const wrong = values.findIndex((v) => typeof v !== 'number' || !Number.isFinite(v))
  if (wrong >= 0) throw refused(`value ${wrong} must be a finite number`)
  return detectChanges(values).map((c) => c.index)
}

export const changepoints: Command = async (options, words, terminal) => {
  if (words.length > 0) throw usageError(`changepoints takes no "${words[0]}": it reads standard input`)
  if (process.stdin.isTTY) terminal.note('reading standard input: one JSON array of numbers per line')
  const held: string[] = []
  let number = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const found = JSON.stringify(indicesOf(line, ++number))
    // Each answer as soon as it is known; a file is written once.
    if (options.out === undefined) terminal.result(found)
    else held.push(found)
  }
  if (options.out !== undefined) terminal.result(held.map((l) => `${l}\n`).join(''))
  return EXIT.ok
}
