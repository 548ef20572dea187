import * as z from 'zod'
import { checked, namedEntries } from './checked'
import { fitError, fitWords } from './fit'
import type { Format, Parsed } from './format'
import { instantOf } from './instant'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'

const audit = z.looseObject({
  scoreDisplayMode: z.string().optional(),
  numericValue: z.number().nullish(),
  numericUnit: z.string().nullish(),
  errorMessage: z.string().nullish(),
})
const category = z.looseObject({
  score: z.number().nullish(),
  auditRefs: z.array(z.looseObject({ id: z.string() })).nullish(),
})
const report = z.looseObject({
  audits: z.unknown(),
  categories: z.unknown(),
  fetchTime: z.string().nullish(),
  lighthouseVersion: z.string().nullish(),
  runtimeError: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).nullish(),
  environment: z.looseObject({ hostUserAgent: z.string().optional() }).nullish(),
  userAgent: z.string().nullish(),
})
type Report = z.infer<typeof report>

/** The units of lh.Audit.NumericProduct; a unitless number (layout shift) has none. */
const UNITS: Record<string, string> = { millisecond: 'ms', byte: 'B', element: 'count' }

/** Every audit that is a number is one measure. An audit of performance that broke is named; those of other kinds have no number. */
function audits(r: Report, ofPerformance: ReadonlySet<string>, inside: string): Found[] {
  return namedEntries(r.audits, `${inside}audits`).flatMap(([name, said]): Found[] => {
    const a = checked(said, audit, `${inside}audits.${name}`)
    if (a.scoreDisplayMode === 'error')
      return ofPerformance.has(name) || typeof a.numericValue === 'number'
        ? [{ name, is: { error: fitError(a.errorMessage ?? '', 'the audit failed without a message') } }]
        : []
    // "metrics" collects the others, and its number is that of one of them
    if (typeof a.numericValue !== 'number' || name === 'metrics') return []
    const unit = UNITS[a.numericUnit ?? ''] ?? a.numericUnit
    const known = unit && unit !== 'unitless' ? { unit } : {}
    return [{ name, is: { ...known, value: a.numericValue } }]
  })
}

/** What broke the run, whose zeros and gaps would otherwise be taken for the page's. */
const broke = ({ runtimeError: e }: Report) =>
  e && e.code !== 'NO_ERROR' ? [e.code, e.message].filter(Boolean).join(': ') : null

function found(r: Report, inside: string): Found[] {
  const categories = namedEntries(r.categories ?? {}, `${inside}categories`).map(
    ([name, said]) => [name, checked(said, category, `${inside}categories.${name}`)] as const,
  )
  const refs = categories.find(([name]) => name === 'performance')?.[1].auditRefs ?? []
  const scores = categories.map(([name, c]): Found => {
    const without = { error: fitError(broke(r) ?? '', 'Lighthouse gives no score') }
    return { name, is: typeof c.score === 'number' ? { unit: 'ratio', value: c.score } : without }
  })
  return [...audits(r, new Set(refs.map(({ id }) => id)), inside), ...scores]
}

function environment(r: Report): Parsed['environment'] {
  const chrome = /Chrome\/[\d.]+/.exec(r.environment?.hostUserAgent ?? r.userAgent ?? '')?.[0]
  const runtime = [r.lighthouseVersion && `Lighthouse ${r.lighthouseVersion}`, chrome]
    .filter(Boolean)
    .join(', ')
  return { runtime: fitWords(runtime) }
}

const isReport = (json: unknown): json is Record<string, unknown> =>
  isRecord(json) && isRecord(json.audits) && ('lighthouseVersion' in json || isRecord(json.categories))

export const lighthouse: Format = {
  name: 'lighthouse',
  title: 'Lighthouse (--output=json)',
  detect: (_, json) => isReport(json) || (isRecord(json) && isReport(json.lighthouseResult)),
  parse(text) {
    const data = readJson(text, z.looseObject({}))
    // PageSpeed Insights wraps the same report
    const inside = !isRecord(data.audits) && isRecord(data.lighthouseResult) ? 'lighthouseResult' : ''
    const r = checked(inside ? data.lighthouseResult : data, report, inside)
    const prefix = inside && `${inside}.`
    return {
      measurements: measured(found(r, prefix), `${prefix}audits`),
      ...(r.fetchTime && { startedAt: instantOf(r.fetchTime, `${prefix}fetchTime`) }),
      environment: environment(r),
    }
  },
}
