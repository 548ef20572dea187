import { MAX_SAMPLES, type Measurement } from '@/lib/core/wire'
import { oneLine } from '../../one-line'
import { asMetricName } from '../metric-name'
import { extracted } from './extract'
import type { Property, TestRun } from './lines'
import { claimedName } from './names'
import type { Claim, Settings } from './settings'

const claimOf = (given: string | Claim): Claim => (typeof given === 'string' ? { test: given } : given)

/** `latency_ms` says its unit; a name that says none has none. */
const UNITS: Record<string, string> = {
  ns: 'ns',
  us: 'µs',
  ms: 'ms',
  seconds: 's',
  bytes: 'B',
  kb: 'kB',
  mb: 'MB',
  mib: 'MiB',
  percent: '%',
}
export const unitOfName = (name: string): string | undefined =>
  UNITS[/(?:^|_)([a-z]+)$/.exec(name.toLowerCase())?.[1] ?? '']

const duration = ({ seconds }: TestRun): Omit<Measurement, 'metric'> =>
  seconds === undefined ? { error: 'was not timed' } : { unit: 'ms', samples: [seconds * 1_000] }

const growth = ({ grown }: TestRun): Omit<Measurement, 'metric'> =>
  grown === undefined
    ? { error: 'memory cannot be read here: it needs /proc' }
    : { unit: 'MB', samples: [grown / 1e6] }

/** How Python writes the numbers that are none. */
const NO_NUMBER = /^(nan|-?inf)$/

function recorded(
  value: Property | undefined,
  name: string,
  unit = unitOfName(name),
): Omit<Measurement, 'metric'> {
  if (value === undefined || value === null) return { error: `recorded no property ${name} of use` }
  if (typeof value === 'string' && (value.trim() === '' || !Number.isFinite(Number(value))))
    return unit === undefined && value.trim() !== '' && !NO_NUMBER.test(value)
      ? { state: value }
      : { error: `recorded ${name} "${value}", which is no number` }
  const samples = Array.isArray(value) ? value.slice(0, MAX_SAMPLES) : [Number(value)]
  return { samples, ...(unit && { unit }) }
}

function measured(test: TestRun, claim: Claim): Omit<Measurement, 'metric'> {
  if (test.fault) return { error: test.fault }
  if (claim.property !== undefined)
    return recorded(test.properties.get(claim.property), claim.property, claim.unit)
  return claim.measure === 'memory_growth' ? growth(test) : duration(test)
}

function claimed(metric: string, claim: Claim, tests: TestRun[], taken: Set<TestRun>): Measurement[] {
  const found = tests.flatMap((test) => {
    const name = claimedName(test, claim.test, metric)
    return name === null ? [] : [{ test, name }]
  })
  const bases = [...new Set(found.map(({ test }) => test.base))]
  if (bases.length === 0) return [{ metric, error: `no test is called ${claim.test}` }]
  if (bases.length > 1)
    return [{ metric, error: `${claim.test} is the name of ${bases.join(' and ')}: give more of it` }]
  return found.map(({ test, name }) => {
    taken.add(test)
    return { metric: name, ...measured(test, claim) }
  })
}

/** A test that nothing was said of: its duration, and the numbers it recorded, under its own name. */
const unclaimed = (test: TestRun): Measurement[] => [
  { metric: test.id, ...measured(test, { test: test.id }) },
  ...[...test.properties].flatMap(([name, value]): Measurement[] =>
    test.fault || value === null || (typeof value === 'string' && !NO_NUMBER.test(value))
      ? []
      : [{ metric: `${test.id}/${name}`, ...recorded(value, name) }],
  ),
]

/** A name that two things have says nothing of either. */
function once(all: Measurement[]): Measurement[] {
  const byName = new Map<string, Measurement>()
  for (const given of all) {
    const metric = asMetricName(given.metric)
    const error = byName.has(metric) ? 'measured twice in one launch' : given.error
    byName.set(metric, error === undefined ? { ...given, metric } : { metric, error: oneLine(error) })
  }
  return [...byName.values()]
}

/** What the tests of one launch say, by the rules of phasegate.yml; every test that ran is in it under some name. */
export function measurementsOf(
  tests: TestRun[],
  { tests: claims, extract }: Pick<Settings, 'tests' | 'extract'>,
): Measurement[] {
  const taken = new Set<TestRun>()
  const named = Object.entries(claims).flatMap(([metric, given]) =>
    claimed(metric, claimOf(given), tests, taken),
  )
  const printed = extract.flatMap((rule) => extracted(rule, tests))
  for (const { test: pattern } of extract)
    if (pattern !== undefined)
      for (const test of tests) if (new RegExp(pattern).test(test.id)) taken.add(test)
  const others = tests.filter((test) => !taken.has(test)).flatMap(unclaimed)
  return once([...named, ...printed, ...others])
}
