import * as z from 'zod'
import { type Attribute, type Span, STATUS_ERROR, serviceOf } from './span'
import { Junk } from './wire'

// OTLP/JSON writes 64-bit integers as strings; some senders write numbers all the same.
const integer = z.union(
  [z.string().regex(/^-?\d{1,20}$/), z.number().refine(Number.isInteger, 'must be an integer')],
  {
    error: 'must be an integer',
  },
)
const anyValue = z.object({
  stringValue: z.string().nullish(),
  boolValue: z.boolean().nullish(),
  intValue: integer.nullish(),
  doubleValue: z.union([z.number(), z.string()]).nullish(),
})
const attributes = z.array(z.object({ key: z.string(), value: anyValue.nullish() })).nullish()
const span = z.object({
  traceId: z.string().default(''),
  spanId: z.string().default(''),
  name: z.string().default(''),
  startTimeUnixNano: integer.default('0'),
  endTimeUnixNano: integer.default('0'),
  attributes,
  status: z
    .object({ code: z.union([z.number(), z.string()]).nullish(), message: z.string().nullish() })
    .nullish(),
})
const scopeSpans = z.array(z.object({ spans: z.array(span).nullish() })).nullish()
const request = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }).nullish(),
        scopeSpans,
        // what scope spans were called before release 1
        instrumentationLibrarySpans: scopeSpans,
      }),
    )
    .nullish(),
})

function attributesOf(given: z.infer<typeof attributes>): Map<string, Attribute> {
  const read = new Map<string, Attribute>()
  for (const { key, value } of given ?? []) {
    const int = value?.intValue == null ? null : Number(value.intValue)
    const double = value?.doubleValue == null ? null : Number(value.doubleValue)
    const one = value?.stringValue ?? value?.boolValue ?? int ?? double
    if (one != null) read.set(key, one)
  }
  return read
}

const isError = (code: string | number | null | undefined) =>
  code === STATUS_ERROR || code === 'STATUS_CODE_ERROR'

/** The spans of an ExportTraceServiceRequest in JSON. @throws Junk */
export function* spansOfJson(body: Buffer): Generator<Span> {
  let given: unknown
  try {
    given = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Junk('the body is not JSON')
  }
  const parsed = request.safeParse(given)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw new Junk(`${path.join('.') || 'the body'}: ${message}`)
  }
  for (const { resource, ...of } of parsed.data.resourceSpans ?? []) {
    const service = serviceOf(attributesOf(resource?.attributes))
    for (const { spans } of [...(of.scopeSpans ?? []), ...(of.instrumentationLibrarySpans ?? [])])
      for (const s of spans ?? [])
        yield {
          id: `${s.traceId}${s.spanId}`.toLowerCase(),
          name: s.name,
          service,
          start: BigInt(s.startTimeUnixNano),
          end: BigInt(s.endTimeUnixNano),
          error: isError(s.status?.code) ? (s.status?.message ?? '') : null,
          attributes: attributesOf(s.attributes),
        }
  }
}
