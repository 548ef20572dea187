import * as z from 'zod'
import { anyList, checked, checkedEach, namedEntries } from './checked'
import { fitWords } from './fit'
import type { Parsed } from './format'
import { FormatError } from './format-error'
import { instantOrNone } from './instant'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'

const SCRIPT = /^\s*window\.BENCHMARK_DATA\s*=\s*/

/** The JSON of a data.js, in its place so that lines and columns are those of the file; null for any other text. */
export function scriptJson(text: string): string | null {
  const prefix = SCRIPT.exec(text)?.[0]
  if (prefix === undefined) return null
  return prefix.replace(/[^\n]/g, ' ') + text.slice(prefix.length).replace(/;\s*$/, '')
}

export const isHistory = (json: unknown): boolean =>
  isRecord(json) && isRecord(json.entries) && ('lastUpdate' in json || 'repoUrl' in json)

const entry = z.looseObject({
  commit: z.looseObject({ id: z.string().min(1), timestamp: z.string().optional() }),
  date: z.number(),
  tool: z.string().optional(),
  benches: anyList,
})
type Entry = z.infer<typeof entry> & { suite: string; place: string }

function entries(text: string): Entry[] {
  const data = readJson(scriptJson(text) ?? text, z.looseObject({ entries: z.unknown() }))
  return namedEntries(data.entries, 'entries').flatMap(([suite, list]) =>
    checkedEach(checked(list, anyList, `entries.${suite}`), entry, `entries.${suite}`).map((e, i) => ({
      ...e,
      suite,
      place: `entries.${suite}[${i}]`,
    })),
  )
}

/** One commit's run: what every suite measured of it last. */
function run(of: Entry[], benches: (list: unknown[], place: string) => Found[]): Parsed {
  const bySuite = new Map(of.map((e) => [e.suite, e]))
  const last = of.at(-1)!
  const found = [...bySuite.values()].flatMap((e) =>
    benches(e.benches, `${e.place}.benches`).map((f) => ({ ...f, labels: [e.suite, ...(f.labels ?? [])] })),
  )
  const startedAt = instantOrNone(last.date)
  if (startedAt === null) throw new FormatError('is not a time', `${last.place}.date`)
  const commit = fitWords(last.commit.id)
  const commitAt = instantOrNone(last.commit.timestamp ?? '')
  return {
    measurements: measured(found, `${last.place}.benches`),
    startedAt,
    ...(commit && { commit }),
    ...(commitAt && { commitAt }),
  }
}

/** The runs of a history, one a commit, oldest first. A commit that was measured again is there as it was measured last. */
export function historyRuns(text: string, benches: (list: unknown[], place: string) => Found[]): Parsed[] {
  const byCommit = new Map<string, Entry[]>()
  for (const e of entries(text).sort((a, b) => a.date - b.date)) {
    const same = byCommit.get(e.commit.id) ?? []
    // at the end again: the order is that of the last measurement
    byCommit.delete(e.commit.id)
    byCommit.set(e.commit.id, [...same, e])
  }
  return [...byCommit.values()].map((of) => run(of, benches))
}
