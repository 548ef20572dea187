import { expect, test } from 'vitest'
import { containerLimits, describeMachine } from './environment'
import { markNoise, type NoiseMark, noiseBetween, parseCpuTimes, parsePressure, spreadPercent } from './noise'

const mark = (over: Partial<NoiseMark>): NoiseMark => ({
  atMs: 0,
  cpu: null,
  pressureUs: null,
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
  const noise = noiseBetween(mark({ pressureUs: before, atMs: 0 }), mark({ pressureUs: after, atMs: 1000 }))
  expect(noise.cpuPressurePercent).toBe(10)
})

test('what a system does not tell is absent, never 0', () => {
  const noise = noiseBetween(mark({}), mark({}))
  expect('stealPercent' in noise).toBe(false)
  expect('cpuPressurePercent' in noise).toBe(false)
  expect(parseCpuTimes('intr 12')).toBeNull()
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
