import { parseArgs } from 'node:util'
import { usageError } from './exit'

const FORMATS_OUT = ['human', 'json', 'markdown'] as const
const FAIL_ON = ['missed', 'regression', 'never'] as const
/** Fewer pairs have no 95% interval. */
const LEAST_LAUNCHES = 6
const MOST_LAUNCHES = 200
export type FormatOut = (typeof FORMATS_OUT)[number]
export type FailOn = (typeof FAIL_ON)[number]

const OPTIONS = {
  config: { type: 'string' },
  format: { type: 'string' },
  project: { type: 'string' },
  branch: { type: 'string' },
  commit: { type: 'string' },
  environment: { type: 'string' },
  suite: { type: 'string' },
  'started-at': { type: 'string' },
  'dry-run': { type: 'boolean' },
  out: { type: 'string' },
  'format-out': { type: 'string' },
  'fail-on': { type: 'string', multiple: true },
  'retry-for': { type: 'string' },
  interleave: { type: 'boolean' },
  launches: { type: 'string' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

export type Options = {
  config?: string
  format: string
  project?: string
  branch?: string
  commit?: string
  environment?: string
  suite?: string
  startedAt?: string
  dryRun: boolean
  out?: string
  formatOut: FormatOut
  failOn: FailOn[]
  retryForSeconds: number
  interleave: boolean
  launches: number
  quiet: boolean
  help: boolean
  version: boolean
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((a) => a === value)
  if (found) return found
  throw usageError(
    `--${option}: must be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}, not "${value}"`,
  )
}

function failOn(given: string[] | undefined): FailOn[] {
  if (!given) return ['missed', 'regression']
  const words = given.flatMap((g) => g.split(',')).map((w) => oneOf('fail-on', w.trim(), FAIL_ON))
  if (words.includes('never') && words.length > 1) throw usageError('--fail-on: never goes alone')
  return words
}

function seconds(value: string | undefined): number {
  const n = value === undefined ? 15 : Number(value)
  if (!value?.trim() && value !== undefined) throw usageError('--retry-for: must be a number of seconds')
  if (!Number.isFinite(n) || n < 0 || n > 86_400)
    throw usageError(`--retry-for: must be 0 to 86400 seconds, not "${value}"`)
  return n
}

function launches(value: string | undefined): number {
  const n = value === undefined ? 10 : Number(value)
  if (!Number.isInteger(n) || n < LEAST_LAUNCHES || n > MOST_LAUNCHES || !(value?.trim() ?? '10'))
    throw usageError(`--launches: must be ${LEAST_LAUNCHES} to ${MOST_LAUNCHES}, not "${value}"`)
  return n
}

const TEXTS = ['project', 'branch', 'commit', 'environment', 'suite'] as const
type Texts = Partial<Record<(typeof TEXTS)[number] | 'started-at', string>>

/** By the rules of the wire, which are loaded when there is something to hold against them. */
async function checkTexts(v: Texts) {
  if (![...TEXTS, 'started-at' as const].some((name) => v[name] !== undefined)) return
  const { instant, text } = await import('@/lib/core/wire')
  for (const name of TEXTS) {
    const checked = v[name] === undefined ? null : text().safeParse(v[name])
    if (checked?.success === false) throw usageError(`--${name}: ${checked.error.issues[0]?.message}`)
  }
  if (v['started-at'] !== undefined && !instant.safeParse(v['started-at']).success)
    throw usageError(
      `--started-at: must be an ISO 8601 time with offset such as 2026-02-28T22:57:00Z, not "${v['started-at']}"`,
    )
}

/** Reads the words after `phasegate`; whatever is wrong is a usage error of one line. */
export async function parseOptions(args: string[]): Promise<{ words: string[]; options: Options }> {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw usageError((error as Error).message.split('. ')[0] ?? 'unknown option')
  }
  const v = parsed.values
  await checkTexts(v)
  const options: Options = {
    config: v.config,
    format: v.format ?? 'auto',
    project: v.project,
    branch: v.branch,
    commit: v.commit,
    environment: v.environment,
    suite: v.suite,
    startedAt: v['started-at'],
    dryRun: v['dry-run'] ?? false,
    out: v.out,
    formatOut: v['format-out'] === undefined ? 'human' : oneOf('format-out', v['format-out'], FORMATS_OUT),
    failOn: failOn(v['fail-on']),
    retryForSeconds: seconds(v['retry-for']),
    interleave: v.interleave ?? false,
    launches: launches(v.launches),
    quiet: v.quiet ?? false,
    help: v.help ?? false,
    version: v.version ?? false,
  }
  return { words: parsed.positionals, options }
}
