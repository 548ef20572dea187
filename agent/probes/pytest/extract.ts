import { canonicalUnit, convert, isConvertible } from '@/lib/core/units'
import { MAX_SAMPLES, type Measurement } from '@/lib/core/wire'
import type { TestRun } from './lines'
import type { Extract } from './settings'

/** Every number that the pattern finds in a text, in one unit; or why they cannot be used. */
export function numbersIn(
  output: string,
  { pattern, unit }: Pick<Extract, 'pattern' | 'unit'>,
): { samples: number[]; unit: string | undefined } | { error: string } {
  const samples: number[] = []
  let own = unit
  for (const match of output.matchAll(new RegExp(pattern, 'gm'))) {
    const said = (match.groups?.value ?? match[1] ?? '').trim()
    const number = said === '' ? Number.NaN : Number(said)
    if (!Number.isFinite(number)) return { error: `${pattern} found "${said}", which is no number` }
    const of = match.groups?.unit
    own ??= of && canonicalUnit(of)
    if (of === undefined || own === undefined) samples.push(number)
    else if (isConvertible(of, own)) samples.push(convert(number, of, own))
    else return { error: `${pattern} found ${of}, which cannot be said in ${own}` }
    if (samples.length === MAX_SAMPLES) break
  }
  return { samples, unit: own }
}

const short = (id: string) => id.slice(id.indexOf('::') + 2)

/** What one rule yields: a measurement of the one test it speaks of, or one for each of that test's parameters. */
export function extracted(rule: Extract, tests: TestRun[]): Measurement[] {
  const named = rule.test === undefined ? null : new RegExp(rule.test)
  const found = tests
    .filter((test) => named?.test(test.id) ?? true)
    .map((test) => ({ test, numbers: numbersIn(test.output, rule) }))
  // of a test that is named, silence is told; without a name, a rule speaks of the tests whose output it fits
  const spoken = named ? found : found.filter(({ numbers: n }) => 'error' in n || n.samples.length > 0)
  const bases = [...new Set(spoken.map(({ test }) => test.base))]
  const sole = (error: string): Measurement[] => [{ metric: rule.metric, error }]
  if (bases.length === 0)
    return sole(named ? `no test is called ${rule.test}` : `${rule.pattern} is in no test's output`)
  if (bases.length > 1)
    return sole(
      `${rule.pattern} is looked for in ${bases.map(short).join(' and ')}: say in which, with "test"`,
    )
  return spoken.map(({ test, numbers }) => {
    const metric = test.param === null || spoken.length === 1 ? rule.metric : `${rule.metric}[${test.param}]`
    if (test.fault) return { metric, error: test.fault }
    if ('error' in numbers) return { metric, error: numbers.error }
    if (numbers.samples.length === 0)
      return { metric, error: `${rule.pattern} is not in its captured output` }
    return { metric, samples: numbers.samples, ...(numbers.unit && { unit: numbers.unit }) }
  })
}
