import * as z from 'zod'
import { anyList, checked, positive } from './checked'
import type { Format } from './format'
import { instantOf } from './instant'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'

const histogram = z.looseObject({
  average: positive.nullish(),
  mean: positive.nullish(),
  p50: positive.nullish(),
})
const file = z.looseObject({
  title: z.string().nullish(),
  url: z.union([z.string(), anyList]).nullish(),
  socketPath: z.string().nullish(),
  latency: histogram.extend({ totalCount: positive.nullish() }),
  requests: histogram.extend({ total: positive.nullish() }),
  throughput: histogram,
  sampleInt: z.number().positive().nullish(),
  errors: positive.nullish(),
  timeouts: positive.nullish(),
  mismatches: positive.nullish(),
  non2xx: positive.nullish(),
  '2xx': positive.nullish(),
  start: z.string().nullish(),
})
type Result = z.infer<typeof file>
const FAULTS = ['errors', 'timeouts', 'mismatches', 'non2xx'] as const

/** Zeros are what it writes for a server that never answered; and answers that are all faults are no measurement of the service. */
function unanswered(r: Result): string | null {
  const faults = FAULTS.flatMap((f) => (r[f] ? [`${r[f]} ${f}`] : [])).join(', ') || 'no error told'
  if (r.requests.total === 0 || r.latency.totalCount === 0) return `no request was answered (${faults})`
  return r['2xx'] === 0 && r.non2xx ? `no answer was a success (${faults})` : null
}

const centre = (h: z.infer<typeof histogram>) => h.average ?? h.mean ?? h.p50 ?? null

/** Latency in ms; requests and bytes are counted per sampling interval, a second unless -L says otherwise. */
function found(r: Result): Found[] {
  const urls = Array.isArray(r.url) ? r.url.filter((u) => typeof u === 'string').join(' ') : r.url
  const name = r.title || urls || r.socketPath || 'autocannon'
  const failed = unanswered(r)
  const perSecond = 1000 / (r.sampleInt ?? 1000)
  const measure = (measure: string, unit: string, value: number | null): Found => ({
    name,
    measure,
    is: failed
      ? { error: failed }
      : value === null
        ? { error: `the file gives no ${measure}` }
        : { unit, value },
  })
  const rate = (h: z.infer<typeof histogram>) => {
    const value = centre(h)
    return value === null ? null : value * perSecond
  }
  return [
    measure('latency', 'ms', centre(r.latency)),
    measure('requests', 'ops/s', rate(r.requests)),
    measure('throughput', 'B/s', rate(r.throughput)),
    ...FAULTS.flatMap((fault) =>
      typeof r[fault] === 'number' ? [{ name, measure: fault, is: { unit: 'count', value: r[fault] } }] : [],
    ),
  ]
}

export const autocannon: Format = {
  name: 'autocannon',
  title: 'autocannon (--json)',
  detect: (_, json) =>
    isRecord(json) &&
    isRecord(json.latency) &&
    isRecord(json.requests) &&
    isRecord(json.throughput) &&
    ['connections', 'pipelining', 'non2xx', 'timeouts'].some((key) => key in json),
  parse(text) {
    const data = checked(readJson(text, z.unknown()), file, '')
    return {
      measurements: measured(found(data), 'the document'),
      ...(data.start && { startedAt: instantOf(data.start, 'start') }),
    }
  },
}
