import * as z from 'zod'

const phase = z.object({
  when: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  xfail: z.boolean(),
  reason: z.string(),
})
const property = z.union([z.number(), z.string(), z.array(z.number()), z.null()])
const testLine = z.object({
  kind: z.literal('test'),
  id: z.string(),
  param: z.string().nullable(),
  phases: z.array(phase),
  properties: z.array(z.tuple([z.string(), property])),
  output: z.string(),
  worker: z.string().nullable(),
  /** Of the call alone, without fixtures. */
  seconds: z.number().optional(),
  /** Bytes. */
  rssBefore: z.number().nullish(),
  rssAfter: z.number().nullish(),
})
const line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), pytest: z.string(), python: z.string(), executable: z.string() }),
  z.object({ kind: z.literal('start'), id: z.string() }),
  testLine,
  z.object({ kind: z.literal('uncollected'), id: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('finish'), status: z.number() }),
])

type Phase = z.infer<typeof phase>
export type Property = z.infer<typeof property>

/** One test of one pytest process. `fault`: why its numbers count for nothing. */
export type TestRun = {
  id: string
  /** Its id without `[param]`. */
  base: string
  param: string | null
  fault: string | null
  /** Skipped and expected failures are no failures. */
  failed: boolean
  seconds: number | undefined
  /** Bytes; undefined where the system does not tell. */
  grown: number | undefined
  properties: Map<string, Property>
  output: string
  reruns: number
  worker: string | null
}

export type Session = {
  pytest: { version: string; python: string; executable: string } | null
  tests: TestRun[]
  uncollected: { id: string; reason: string }[]
  finished: boolean
}

const WORDS = { setup: 'setup failed', call: 'failed', teardown: 'teardown failed' } as Record<string, string>

function faultOf(phases: Phase[]): { fault: string; failed: boolean } | null {
  const bad = phases.find((p) => p.outcome === 'failed') ?? phases.find((p) => p.outcome === 'skipped')
  if (bad) {
    const failed = bad.outcome === 'failed'
    const word = failed ? (WORDS[bad.when] ?? 'failed') : bad.xfail ? 'failed, as expected' : 'skipped'
    return { fault: bad.reason ? `${word}: ${bad.reason}` : word, failed }
  }
  if (phases.some((p) => p.when === 'call')) return null
  return { fault: 'ran where nothing could be seen of it (a process of its own?)', failed: true }
}

/** Of a test that was tried again, only the last try counts. */
function lastTry(phases: Phase[]): Phase[] {
  const at = phases.findLastIndex((p) => p.when === 'setup')
  return at > 0 ? phases.slice(at) : phases
}

function testRun(t: z.infer<typeof testLine>): TestRun {
  const suffix = t.param === null ? '' : `[${t.param}]`
  const fault = faultOf(lastTry(t.phases))
  return {
    id: t.id,
    base: suffix && t.id.endsWith(suffix) ? t.id.slice(0, -suffix.length) : t.id,
    param: t.param,
    fault: fault?.fault ?? null,
    failed: fault?.failed ?? false,
    seconds: t.seconds,
    grown: t.rssBefore == null || t.rssAfter == null ? undefined : t.rssAfter - t.rssBefore,
    properties: new Map(t.properties),
    output: t.output,
    reruns: Math.max(0, t.phases.filter((p) => p.when === 'setup').length - 1),
    worker: t.worker,
  }
}

const lost = (id: string): TestRun => ({
  id,
  base: id,
  param: null,
  fault: 'pytest ended while it ran',
  failed: true,
  seconds: undefined,
  grown: undefined,
  properties: new Map(),
  output: '',
  reruns: 0,
  worker: null,
})

/** What the plugin wrote. A line that a crash cut short is left out; its test is then one that began and never ended. */
export function readLines(text: string): Session {
  const session: Session = { pytest: null, tests: [], uncollected: [], finished: false }
  const open = new Set<string>()
  for (const written of text.split('\n')) {
    const parsed = line.safeParse(jsonOf(written))
    if (!parsed.success) continue
    const l = parsed.data
    if (l.kind === 'session')
      session.pytest = { version: l.pytest, python: l.python, executable: l.executable }
    else if (l.kind === 'start') open.add(l.id)
    else if (l.kind === 'finish') session.finished = true
    else if (l.kind === 'test') {
      open.delete(l.id)
      session.tests.push(testRun(l))
    } else if (!session.uncollected.some((u) => u.id === l.id))
      session.uncollected.push({ id: l.id, reason: l.reason })
  }
  session.tests.push(...[...open].map(lost))
  return session
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
