import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { seeded, times } from '@/lib/core/testing/seeded'
import { isLook, whyEnough } from './conclusive'
import { readConfig } from './config'
import { join as joinLaunches } from './join'
import { runLaunches } from './launches'

const directory = mkdtempSync(join(tmpdir(), 'phasegate-launches-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** One benchmark of phasegate.yml that runs this script, with a counter of its launches in `n`. */
async function launched(keys: string, script: string) {
  const file = join(directory, 'phasegate.yml')
  const counter = join(mkdtempSync(join(directory, 'n-')), 'n')
  writeFileSync(counter, '0')
  writeFileSync(
    join(directory, 'benchmark.mjs'),
    `import { readFileSync, writeFileSync } from 'node:fs'
     const n = Number(readFileSync(${JSON.stringify(counter)}, 'utf8')) + 1
     writeFileSync(${JSON.stringify(counter)}, String(n))
     const say = (m) => console.log(JSON.stringify(m))
     ${script}`,
  )
  writeFileSync(
    file,
    `benchmarks:\n  - name: b\n    command: [${process.execPath}, benchmark.mjs]\n    directory: .\n${keys}`,
  )
  const notes: string[] = []
  const steps: number[][] = []
  const { config } = readConfig(file)
  const place = { configDirectory: directory, show: () => {} }
  return {
    notes,
    steps,
    ...(await runLaunches(
      config.benchmarks[0]!,
      place,
      (line) => notes.push(line),
      (done, of) => steps.push([done, of]),
    )),
  }
}
const METRIC = (limits: string) =>
  `    metrics:\n      a: {unit: ms, direction: lower, statistic: p50, ${limits}}\n`

test('a benchmark is started as often as it says', async () => {
  const { notes, steps, ...result } = await launched(
    '    launches: 3\n',
    `say({metric: 'a', unit: 'ms', samples: [n, n * 10]})`,
  )
  expect(result).toMatchObject({
    launches: 3,
    failure: null,
    measurements: [{ metric: 'a', unit: 'ms', samples: [1, 10, 2, 20, 3, 30] }],
  })
  expect(result.sizes.get('a')).toEqual([2, 2, 2])
  expect(steps).toEqual([0, 1, 2].map((done) => [done, 3]))
  expect(notes).toEqual([])
})

test('until conclusive, launches end when no target is left open, sooner the farther it is', async () => {
  const search = (spread: number) =>
    launched(
      `    until: conclusive\n${METRIC('target: 120')}`,
      `say({metric: 'a', unit: 'ms', samples: Array.from({length: 20}, (_, i) => 75 + (n * 7 % 5) * ${spread} + i)})`,
    )
  const far = await search(1)
  expect(far.launches).toBe(3)
  expect(far.notes.at(-1)).toBe('b: conclusive after 3 launches')
  expect((await search(8)).launches).toBeGreaterThan(3)
}, 60_000)

test('until conclusive gives up at the most launches and says what is left open', async () => {
  const { launches, notes } = await launched(
    `    until: conclusive\n    launches: 4\n${METRIC('target: 100')}`,
    `say({metric: 'a', unit: 'ms', samples: [90, 110]})`,
  )
  expect(launches).toBe(4)
  expect(notes.at(-1)).toBe('b: 4 launches, as often as allowed; inconclusive: a')
})

test('until conclusive gives up when its budget is spent', async () => {
  const { launches, notes } = await launched(
    `    until: conclusive\n    budget: 0.1\n${METRIC('target: 100')}`,
    `say({metric: 'a', unit: 'ms', samples: [90, 110]})`,
  )
  expect(launches).toBe(3)
  expect(notes.at(-1)).toBe('b: 3 launches, budget of 0.1 s spent; inconclusive: a')
})

test('looks are few, so that looking is not what makes a verdict', () => {
  const looks = Array.from({ length: 50 }, (_, i) => i + 1).filter(isLook)
  expect(looks).toEqual([3, 5, 8, 12, 18, 27, 41])
})

test('of a value on its target itself, few searches end with the target met', () => {
  const random = seeded(77)
  const metrics = { a: { unit: 'ms', direction: 'lower', statistic: 'mean', target: 100, acceptance: null } }
  const benchmark = { name: 'b', until: 'conclusive', launches: 30, metrics } as never
  const search = () => {
    const launches: number[][] = []
    let why: string | null = null
    while (why === null) {
      const level = 100 + random.normal()
      launches.push(times(10, () => level + random.normal()))
      const joined = joinLaunches(launches.map((samples) => [{ metric: 'a', unit: 'ms', samples }]))
      why = whyEnough(benchmark, { ...joined, launches: launches.length, seconds: 0 })
    }
    return why.startsWith('conclusive')
      ? launches.flat().reduce((a, b) => a + b, 0) / launches.length / 10
      : null
  }
  const ends = times(200, search)
  expect(ends.filter((mean) => mean !== null && mean < 100).length / ends.length).toBeLessThan(0.08)
})

test('a launch that fails is named, what the others measured is kept', async () => {
  const { failure, measurements } = await launched(
    '    launches: 3\n',
    `say({metric: 'a', unit: 'ms', samples: [n]}); if (n === 2) process.exit(9)`,
  )
  expect(failure).toBe('launch 2 of 3: exit code 9')
  expect(measurements).toEqual([{ metric: 'a', unit: 'ms', samples: [1, 2, 3] }])
})

test('a launch without a single number is the last', async () => {
  const { failure, launches } = await launched('    launches: 5\n', `process.exit(9)`)
  expect({ failure, launches }).toEqual({ failure: 'exit code 9', launches: 1 })
})
