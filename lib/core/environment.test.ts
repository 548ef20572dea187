import { describe, expect, test } from 'vitest'
import { admissibility, environmentClass, NOISE_LIMITS } from './environment'
import type { Noise, NoiseLimits } from './measuring'
import type { EnvironmentDetails } from './wire'

const GIB = 1024 ** 3
const machine: EnvironmentDetails = {
  name: 'ci-linux',
  cpu: 'AMD EPYC 7763',
  cores: 2,
  memoryBytes: 24 * GIB,
  os: 'Ubuntu 24.04 LTS',
  kernel: '6.8.0-45-generic',
  runtime: 'python 3.11.7',
  noise: { stealPercent: 0.1, loadPerCore: 0.2, clockSpreadPercent: 1.4 },
}

describe('the class of a machine', () => {
  const same = (over: Partial<EnvironmentDetails>) =>
    environmentClass({ ...machine, ...over }) === environmentClass(machine)
  test('is twelve hexadecimal digits, the same ones for ever: series and signatures hold on to them', () => {
    expect(environmentClass(machine)).toBe('9144919eef0f')
    expect(environmentClass({ name: 'ci' })).toBe('c8eaecfba2be')
  })
  test.each([
    [{ kernel: '6.8.0-48-generic' }],
    [{ kernel: null }],
    [{ noise: { stealPercent: 9 } }],
    [{ noise: null }],
    [{ memoryBytes: 24 * GIB - 200_000_000 }],
    [{ governor: 'performance' }],
    [{ limits: {} }],
    [{ limits: null }],
    [{ measuring: { launches: { a: [3, 3] }, benchmarks: [{ name: 'b', probe: 'exec', launches: 2 }] } }],
  ])('is the same with %j', (over) => expect(same(over)).toBe(true))
  test.each([
    [{ name: 'ci-mac' }],
    [{ cpu: 'AMD EPYC 9754' }],
    [{ cores: 4 }],
    [{ memoryBytes: 16 * GIB }],
    [{ os: 'Ubuntu 22.04 LTS' }],
    [{ runtime: 'python 3.12.1' }],
    [{ cpu: null }],
    [{ cores: null }],
    [{ limits: { cpus: 1.5 } }],
    [{ limits: { memoryBytes: 512 * 1024 ** 2 } }],
  ])('is another with %j', (over) => expect(same(over)).toBe(false))
  test('takes what is missing and what is null for one', () =>
    expect(environmentClass({ name: 'ci' })).toBe(
      environmentClass({
        name: 'ci',
        cpu: null,
        cores: null,
        memoryBytes: null,
        os: null,
        runtime: undefined,
      }),
    ))
  test('does not mix up its parts', () =>
    expect(environmentClass({ name: 'a', cpu: 'b' })).not.toBe(environmentClass({ name: 'a', os: 'b' })))
})

describe('a run may serve as evidence', () => {
  test.each([
    ['on a quiet machine', machine.noise!],
    ['at every limit', { ...NOISE_LIMITS }],
    ['when nothing is known of the noise', {}],
    ['when what was not told is null', { stealPercent: null, loadPerCore: null, clockSpreadPercent: null }],
  ])('%s', (_, noise) => expect(admissibility({ noise })).toEqual({ admissible: true }))

  test.each([
    [{ stealPercent: 10.1 }, 'Too noisy: 10.1% of processor time was stolen by other machines (limit 10%).'],
    [{ loadPerCore: 4.01 }, 'Too noisy: the load was 4.01 per core (limit 4).'],
    [{ clockSpreadPercent: 15.5 }, 'Too noisy: the calibration loop varied by 15.5% (limit 15%).'],
    [
      { stealPercent: 50, loadPerCore: 9, clockSpreadPercent: 1 },
      'Too noisy: 50% of processor time was stolen by other machines (limit 10%); the load was 9 per core (limit 4).',
    ],
    [
      { stealPercent: 12.345678 },
      'Too noisy: 12.35% of processor time was stolen by other machines (limit 10%).',
    ],
  ])('but not with %j, and the reason says why', (noise, reason) =>
    expect(admissibility({ noise })).toEqual({ admissible: false, reason }),
  )

  const benchmark = (name: string, noise: Noise) => ({ name, probe: 'exec', launches: 1, noise })
  test('the worst benchmark counts, and is named', () =>
    expect(
      admissibility({
        noise: { loadPerCore: 0.1 },
        measuring: {
          benchmarks: [
            benchmark('speech', { loadPerCore: 4.5 }),
            benchmark('socket', { loadPerCore: 6, stealPercent: 1 }),
          ],
        },
      }),
    ).toEqual({
      admissible: false,
      reason: 'Too noisy: the load was 6 per core during socket (limit 4).',
    }))
  test('of our limits and the suite’s the stricter holds', () => {
    const reasonOf = (noise: Noise, noiseLimits: NoiseLimits) =>
      admissibility({ noise, measuring: { noiseLimits } }).reason
    expect(reasonOf({ stealPercent: 6 }, { stealPercent: 5 })).toBe(
      'Too noisy: 6% of processor time was stolen by other machines (limit 5% of the suite).',
    )
    expect(reasonOf({ stealPercent: 12 }, { stealPercent: 50 })).toBe(
      'Too noisy: 12% of processor time was stolen by other machines (limit 10%).',
    )
    expect(reasonOf({ cpuPressurePercent: 80, throttledPercent: 80 }, {})).toBeUndefined()
    expect(
      reasonOf(
        { cpuPressurePercent: 21, throttledPercent: 3 },
        { cpuPressurePercent: 20, throttledPercent: 1 },
      ),
    ).toBe(
      'Too noisy: tasks waited for a processor for 21% of the time (limit 20% of the suite); the container was throttled in 3% of its periods (limit 1% of the suite).',
    )
  })
})
