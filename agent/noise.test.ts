import { expect, test } from 'vitest'
import { containerLimits, describeMachine } from './environment'
import {
  markNoise,
  type NoiseMark,
  noiseBetween,
  parseCpuTimes,
  parsePressure,
  parseSwitches,
  spreadPercent,
} from './noise'
import { parseThrottling, readThermal, readThrottling, type Throttling, turbo } from './throttling'

const mark = (over: Partial<NoiseMark>): NoiseMark => ({
  atMs: 0,
  cpu: null,
  pressureUs: { cpu: null, io: null, memory: null },
  switches: null,
  ownSwitches: null,
  throttling: null,
  thermal: null,
  load: 0.5,
  pieces: [1, 1, 1, 1],
  ...over,
})

test('steal is its share of all ticks between two looks', () => {
  const before = parseCpuTimes('cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n')
  const after = parseCpuTimes('cpu  150 0 150 850 0 0 0 50 0 0\n')
  expect(noiseBetween(mark({ cpu: before }), mark({ cpu: after })).stealPercent).toBe(25)
})

test('pressure is stalled time over elapsed time', () => {
  const before = parsePressure('some avg10=0.00 avg60=0.00 avg300=0.00 total=1000\n')
  const after = parsePressure('some avg10=0.00 avg60=0.00 avg300=0.00 total=101000\n')
  const of = (cpu: number | null) => ({ cpu, io: null, memory: cpu })
  const noise = noiseBetween(
    mark({ pressureUs: of(before), atMs: 0 }),
    mark({ pressureUs: of(after), atMs: 1000 }),
  )
  expect(noise).toMatchObject({ cpuPressurePercent: 10, memoryPressurePercent: 10 })
  expect('ioPressurePercent' in noise).toBe(false)
})

test('what a system does not tell is absent, never 0', () => {
  const noise = noiseBetween(mark({}), mark({ atMs: 1000 }))
  expect(Object.keys(noise)).toEqual(['clockSpreadPercent', 'loadPerCore'])
  expect(parseCpuTimes('intr 12')).toBeNull()
})

test('throttling is the share of the periods between two looks, in either cgroup version', () => {
  const v2 = (periods: number, throttled: number) =>
    parseThrottling(
      `usage_usec 5\nnr_periods ${periods}\nnr_throttled ${throttled}\nthrottled_usec ${throttled * 2000}\n`,
    )
  const between = (before: Throttling | null, after: Throttling | null) =>
    noiseBetween(mark({ throttling: before }), mark({ throttling: after, atMs: 1000 }))
  expect(between(v2(100, 10), v2(140, 20))).toMatchObject({ throttledPercent: 25, throttledMs: 20 })
  expect('throttledPercent' in between(v2(100, 10), v2(100, 10))).toBe(false)
  expect(parseThrottling('nr_periods 4\nnr_throttled 1\nthrottled_time 3000000\n')).toEqual({
    periods: 4,
    throttled: 1,
    throttledUs: 3000,
  })
  expect(parseThrottling('nr_periods 0\nnr_throttled 0\n')).toBeNull()
  expect(parseThrottling('usage_usec 5\n')).toBeNull()
})

test('throttling is that of the group the agent is in, else of the container', () => {
  const stat = (n: number) => `nr_periods ${n}\nnr_throttled 1\nthrottled_usec 1\n`
  const files = (all: Record<string, string>) => (path: string) => all[path] ?? null
  const own = { '/proc/self/cgroup': '0::/ci/job\n', '/sys/fs/cgroup/ci/job/cpu.stat': stat(7) }
  expect(readThrottling(files({ ...own, '/sys/fs/cgroup/cpu.stat': stat(9) }))?.periods).toBe(7)
  expect(readThrottling(files({ '/sys/fs/cgroup/cpu.stat': stat(9) }))?.periods).toBe(9)
  expect(readThrottling(files({}))).toBeNull()
})

test('heat and turbo are told where the system counts them', () => {
  const files = (all: Record<string, string>) => (path: string) => all[`${path.split('/cpu/')[1]}`] ?? null
  const hot = {
    'cpu0/thermal_throttle/core_throttle_count': '3\n',
    'cpu1/thermal_throttle/core_throttle_count': '4\n',
  }
  expect(readThermal(files(hot), ['cpu0', 'cpu1', 'cpu2'])).toBe(7)
  expect(readThermal(files({}), ['cpu0'])).toBeNull()
  expect(turbo(files({ 'intel_pstate/no_turbo': '1\n' }))).toBe(false)
  expect(turbo(files({ 'cpufreq/boost': '1\n' }))).toBe(true)
  expect(turbo(files({}))).toBeUndefined()
})

test('switches are counted per second, and the agent’s own by themselves', () => {
  const stat = (n: number) => parseSwitches(`cpu  1 2\nctxt ${n}\nbtime 5\n`)
  const noise = noiseBetween(
    mark({ switches: stat(1000), ownSwitches: 5 }),
    mark({ switches: stat(3000), ownSwitches: 9, atMs: 500 }),
  )
  expect(noise).toMatchObject({ contextSwitchesPerSecond: 4000, agentInvoluntarySwitches: 4 })
})

test('one interruption is no spread, a changed clock is', () => {
  const steady = Array.from({ length: 40 }, () => 1)
  expect(spreadPercent([...steady.slice(1), 9])).toBe(0)
  expect(spreadPercent([...steady, ...steady.map(() => 1.5)])).toBeGreaterThan(30)
})

test('this machine describes itself without its name', () => {
  const noise = noiseBetween(markNoise(), markNoise())
  expect(noise.clockSpreadPercent).toBeGreaterThanOrEqual(0)
  const details = describeMachine('ci', undefined, noise)
  expect(details).toMatchObject({ name: 'ci', runtime: `node ${process.versions.node}` })
  expect(details.cores).toBeGreaterThan(0)
  expect(JSON.stringify(details)).not.toContain('null')
})

test('container limits come from either cgroup version and are absent when unlimited', () => {
  const files = (all: Record<string, string>) => (path: string) => all[path] ?? null
  expect(
    containerLimits(
      files({ '/sys/fs/cgroup/cpu.max': '150000 100000\n', '/sys/fs/cgroup/memory.max': '1024\n' }),
    ),
  ).toEqual({
    cpus: 1.5,
    memoryBytes: 1024,
  })
  expect(
    containerLimits(
      files({ '/sys/fs/cgroup/cpu.max': 'max 100000\n', '/sys/fs/cgroup/memory.max': 'max\n' }),
    ),
  ).toBeUndefined()
  const v1 = {
    '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  }
  expect(containerLimits(files(v1))).toBeUndefined()
})
