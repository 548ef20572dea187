import * as z from 'zod'
import { checkedEach } from './checked'
import type { Format, Parsed } from './format'
import { FormatError } from './format-error'
import { historyRuns, isHistory, scriptJson } from './github-action-history'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'
import { inUnit, toolUnit } from './tool-unit'

/** The action does arithmetic with whatever it is given, so numbers in quotes are common. */
const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i)
    .transform(Number),
])

/**
 * One result. Its `range` is free text ("± 20", "5%", "stddev: 0.1") that means another thing with every tool, and so no interval; which
 * direction is better is in the name of the tool that the workflow says, and not in the file.
 */
const bench = z.looseObject({ name: z.string(), unit: z.string(), value: numeric.nullable() })

export function benches(list: unknown[], place: string): Found[] {
  return checkedEach(list, bench, place).map(({ name, unit: said, value }) => {
    const unit = toolUnit(said)
    const shared = unit.unit === undefined ? {} : { unit: unit.unit }
    const is =
      value === null ? { error: 'the file gives no value' } : { ...shared, value: inUnit(value, unit) }
    return { name, labels: [said], is }
  })
}

const isBench = (b: unknown) => isRecord(b) && 'name' in b && 'unit' in b && 'value' in b

/** The runs of a file, oldest first: one, or the whole history of a project's pages. */
function runs(text: string): Parsed[] {
  if (scriptJson(text) !== null) return historyRuns(text, benches)
  const list = readJson(text, z.unknown())
  if (Array.isArray(list)) return [{ measurements: measured(benches(list, ''), 'the document') }]
  if (!isRecord(list)) throw new FormatError('must be a list of results', 'the document')
  return historyRuns(text, benches)
}

export const githubActionBenchmark: Format = {
  name: 'github-action-benchmark',
  title: 'github-action-benchmark (custom JSON; data.js: its newest commit)',
  detect: (text, json) =>
    scriptJson(text) !== null ||
    isHistory(json) ||
    (Array.isArray(json) && json.length > 0 && json.every(isBench)),
  parse(text) {
    const newest = runs(text).at(-1)
    if (!newest) throw new FormatError('holds no entry', 'entries')
    return newest
  },
}
