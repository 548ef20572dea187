import { describe, expect, test } from 'vitest'
import { times } from './testing/seeded'
import { inEnvironment, least, measuring, places, with_ } from './testing/uploads'
import { MAX_MEASUREMENTS, MAX_SAMPLES, type RunUpload, runUpload } from './wire'

/** The example of the contract, word for word but for what it abbreviates with dots. */
const EXAMPLE = `{
  "runId": "0193a5c2-7e4b-7c3d-9f10-5b6a7c8d9e0f",
  "project": "voice-assistant", "suite": "performance",
  "branch": "main", "commit": "4f2a", "commitAt": "2026-02-28T14:57:00Z",
  "startedAt": "2026-02-28T22:57:00.000Z", "finishedAt": "2026-02-28T22:58:10.000Z",
  "environment": {"name": "ci-linux", "cpu": "…", "cores": 2, "memoryBytes": 25769803776, "os": "…", "kernel": "…",
                  "runtime": "python 3.11.7", "noise": {"stealPercent": 0.1, "loadPerCore": 0.2, "clockSpreadPercent": 1.4}},
  "agent": {"name": "phasegate", "version": "0.1.0"},
  "measurements": [
    {"metric": "stt_transcription", "unit": "ms", "samples": [181.2, 179.9, 190.4]},
    {"metric": "memory_growth_per_session", "unit": "MB", "value": 0.42, "low": 0.40, "high": 0.45},
    {"metric": "context_window_cleanup", "state": "pruned_at_limit"},
    {"metric": "tts_first_chunk", "error": "connection refused by the TTS server"}
  ]
}`
const example = (): RunUpload => JSON.parse(EXAMPLE)

describe('taken:', () => {
  test('the example of the contract, as it is', () => expect(runUpload.parse(example())).toEqual(example()))
  test.each([
    ['what is required and nothing else', least],
    ['a start with an offset', with_({ startedAt: '2026-02-28T14:57:00.123-08:00' })],
    ['300 characters', with_({ branch: 'x'.repeat(300), suite: 'ä'.repeat(300) })],
    ['a metric of 200 printable characters', measuring({ metric: 'é '.repeat(100), value: 0 })],
    ['another tool’s name', measuring({ metric: 'bench.py::test_fib[10-"a/b"]/latency <p95>', value: 1 })],
    [
      'unknown keys in the environment',
      inEnvironment({ region: 'eu', tags: ['a', ''], limits: { cpus: 2, x: null } }),
    ],
    ['unknown keys in the noise', inEnvironment({ noise: { cpuPressurePercent: 3 } })],
    [
      'what a machine cannot tell, as null',
      inEnvironment({ cpu: null, cores: null, noise: { stealPercent: null } }),
    ],
    [
      'how it was measured',
      with_({
        measurements: [{ metric: 'm', samples: [1, 2, 3] }],
        environment: {
          name: 'e',
          measuring: {
            launches: { m: [2, 1] },
            noiseLimits: { stealPercent: 5 },
            benchmarks: [
              { name: 'b', probe: 'exec', launches: 2, late: 0, noise: { stealPercent: null, x: 1 } },
            ],
            more: { of: 'it' },
          },
        },
      }),
    ],
    ['no noise at all', inEnvironment({ noise: null })],
    ['negative numbers and zero', measuring({ metric: 'm', samples: [-1, 0, 1e-300, 1.7e308] })],
    [
      'one end of an interval',
      measuring({ metric: 'm', value: 1, low: 0.5 }, { metric: 'n', value: 1, high: 1 }),
    ],
    ['a unit with a state or an error', measuring({ metric: 'm', unit: 'ms', error: 'x' })],
    [
      'as many measurements as there may be',
      measuring(...times(MAX_MEASUREMENTS, (i) => ({ metric: `m${i}`, value: i }))),
    ],
    ['as many samples as there may be', measuring({ metric: 'm', samples: times(MAX_SAMPLES, (i) => i) })],
    [
      'metrics that differ by case or a space',
      measuring({ metric: 'm', value: 1 }, { metric: 'M', value: 1 }, { metric: 'm ', value: 1 }),
    ],
  ])('%s', (_, body) => expect(places(body)).toEqual([]))
  test('an id in capitals, as the same id', () =>
    expect(runUpload.parse(with_({ runId: least.runId.toUpperCase() })).runId).toBe(least.runId))
})
