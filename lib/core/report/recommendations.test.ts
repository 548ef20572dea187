import { describe, expect, test } from 'vitest'
import type { ReportMetric } from '../report'
import { recommendations } from './recommendations'
import { aMetric, anUnmeasured, RUN, spread } from './testing/metrics'
import { aReport, aRun } from './testing/report'

/** The recommendations as a reader reads them: no wrapping, no emphasis, plain spaces. */
function read(...metrics: ReportMetric[]): string[] {
  const [heading, body] = recommendations(aReport({ metrics, runs: [aRun({ id: RUN, commit: 'c0ffee' })] }))
  expect(heading).toBe('## Recommendations')
  const text = body!.replaceAll('\u2009', ' ').replaceAll('**', '').replaceAll('`', '')
  return text.split(/\n(?=\d+\. )/).map((one) => one.replace(/\s+/g, ' '))
}
const stable = Array.from({ length: 12 }, (_, i) => 180 + (i % 3))
const met = (more: Partial<ReportMetric> = {}) =>
  aMetric('stt_transcription', { measurement: { samples: spread(175, 182) }, history: stable, more })

describe('missed', () => {
  const missed = (
    low: number,
    high: number,
    history = [high, high + 4, high - 4, high, high + 2, high - 2, high, high],
  ) => read(aMetric('stt_transcription', { measurement: { samples: spread(low, high) }, history }))
  test('says how far to go, and that nearly every sample pays', () =>
    expect(missed(400, 440)).toEqual([
      '1. Bring STT transcription down by 138 ms, from p95 438 ms to its acceptance limit 300 ms (200 ms would meet its target). Even its p5, 402 ms, lies beyond that limit, so it is no matter of outliers: nearly every sample pays.',
    ]))
  test('says that the tail pays', () =>
    expect(missed(100, 440)[0]).toMatch(
      /Its p50, 270 ms, lies within that limit, so it is a matter of the tail: look at what its worst samples share\.$/,
    ))
  test('says that more than half of the samples pay', () =>
    expect(missed(250, 440)[0]).toMatch(
      /Its p50, 345 ms, lies beyond that limit, too: more than half of the samples pay\.$/,
    ))
  test('says where to look when it is new', () =>
    expect(missed(400, 440, stable)[0]).toMatch(
      /It has regressed by 142%, against 181 ms in 12 earlier runs: start with what commit c0ffee brought\.$/,
    ))
  test('says nothing of samples there are none of', () =>
    expect(
      read(
        aMetric('memory_growth_per_session', {
          measurement: { value: 7, low: 6, high: 8 },
          history: [7, 7, 7, 7, 7, 7, 7, 7],
        }),
      ),
    ).toEqual([
      '1. Bring Memory growth per session down by 2 MB, from 7 MB to its acceptance limit 5 MB (1 MB would meet its target).',
    ]))
  test('goes up where more is better, and ends at the target where there is no acceptance', () =>
    expect(
      read(
        aMetric('throughput', {
          definition: { unit: 'ops/s', direction: 'higher', statistic: 'p50', target: 100 },
          measurement: { samples: spread(60, 80) },
          history: [70, 71, 70, 69, 70, 71, 70, 69],
        }),
      ),
    ).toEqual([
      '1. Bring throughput up by 30 ops/s, from p50 70 ops/s to its target 100 ops/s. Even its p95, 79 ops/s, lies beyond that limit, so it is no matter of outliers: nearly every sample pays.',
    ]))
  test('is named as a state', () =>
    expect(read(aMetric('context_window_cleanup', { measurement: { state: 'not_pruned' } }))[0]).toBe(
      '1. Bring Context-window clean-up from not pruned to pruned eventually.',
    ))
  test('comes in the order of how far beyond', () => {
    const near = aMetric('tts_first_chunk', { measurement: { samples: spread(310, 330) } })
    const far = aMetric('wake_word_detection', { measurement: { samples: spread(300, 330) } })
    const acceptable = aMetric('websocket_round_trip', { measurement: { samples: spread(60, 99) } })
    expect(
      read(acceptable, near, far)
        .map((r) => r.match(/^\d\. Bring ([\w ]+?) down/)?.[1])
        .slice(0, 3),
    ).toEqual(['Wake word detection', 'TTS first chunk', 'WebSocket round trip'])
  })
})

describe('acceptable', () => {
  test('has its target before it', () =>
    expect(
      read(
        aMetric('stt_transcription', {
          measurement: { samples: spread(240, 260) },
          history: [258, 259, 260, 259, 258, 259, 260, 259],
        }),
      ),
    ).toEqual([
      '1. Bring STT transcription down by 59 ms, from p95 259 ms to its target 200 ms. Even its p5, 241 ms, lies beyond that limit, so it is no matter of outliers: nearly every sample pays.',
    ]))
  test('of states, too', () =>
    expect(read(aMetric('context_window_cleanup', { measurement: { state: 'pruned_eventually' } }))[0]).toBe(
      '1. Bring Context-window clean-up from pruned eventually to pruned at limit.',
    ))
  test('without a target has nothing to reach', () =>
    expect(
      read(
        aMetric('x', {
          definition: { acceptance: 300 },
          measurement: { value: 200, low: 190, high: 210 },
          history: [200, 201, 202, 200, 199, 200, 201, 200],
        }),
      ),
    ).toEqual(
      ['1. None. Every metric was measured and keeps its limits, and none has regressed.'].map((t) =>
        t.slice(3),
      ),
    ))
})

describe('what cannot be told', () => {
  test('inconclusive: how many more samples would decide', () =>
    expect(read(aMetric('stt_transcription', { measurement: { samples: spread(150, 203, 60) } }))[0]).toMatch(
      /^1\. Measure STT transcription again\. .* straddles a limit \(target at most 200 ms, acceptance at most 300 ms\)\. About [\d,]+ more samples would decide\.$/,
    ))
  test('failed to run: why', () =>
    expect(read(aMetric('tts_first_chunk', { measurement: { error: 'connection refused' } }))).toEqual([
      '1. Run TTS first chunk again: it could not be measured (connection refused).',
    ]))
  test('not measured: why, once for all that share the reason', () => {
    const alone = read(met(), anUnmeasured('e2e_latency'))
    expect(alone).toEqual(['1. Measure End-to-end latency: it has not been measured on main.'])
    const many = read(
      met(),
      anUnmeasured('e2e_latency'),
      anUnmeasured('x'),
      anUnmeasured('y', 'its newest run was refused'),
    )
    expect(many).toEqual([
      '1. Measure End-to-end latency and x. Of each it is to be said: it has not been measured on main.',
      '2. Measure y: its newest run was refused.',
    ])
  })
  test('no target: what it is at', () => {
    const at = (name: string) =>
      aMetric(name, { measurement: { samples: spread(1, 3) }, history: [3, 3, 3, 3, 3, 3, 3, 2.9] })
    expect(read(at('e2e_latency'))).toEqual(['1. Set a target for End-to-end latency (p95 2.9 ms).'])
    expect(read(at('e2e_latency'), at('x'))).toEqual([
      '1. Set a target for these 2, which cannot be judged without: End-to-end latency (p95 2.9 ms), x (p95 2.9 ms).',
    ])
  })
  test('the change of one without enough history', () => {
    const few = (name: string, history: number[]) =>
      aMetric(name, { measurement: { samples: spread(150, 160) }, history })
    expect(read(few('stt_transcription', [160, 160, 160]))).toEqual([
      '1. Add 5 more runs on main to tell the change of STT transcription: that takes 8 earlier runs of the same machine, and so far there are 3 of them.',
    ])
    expect(read(few('stt_transcription', [160]), few('tts_first_chunk', []))).toEqual([
      '1. Add 8 more runs on main to tell the changes of 2 metrics: that takes 8 earlier runs of the same machine, and so far there are 0 to 1 of them.',
    ])
  })
})

describe('what keeps its limits', () => {
  test('but has regressed is looked into', () =>
    expect(
      read(
        aMetric('stt_transcription', {
          measurement: { samples: spread(185, 191) },
          history: [170, 171, 170, 169, 170, 171, 170, 169, 170, 171],
        }),
      ),
    ).toEqual([
      '1. Find out what changed STT transcription in commit c0ffee: it has regressed by 12.1% to p95 190.7 ms, against 170.1 ms in 10 earlier runs.',
    ]))
  test('and has not needs nothing', () =>
    expect(read(met())).toEqual([
      'None. Every metric was measured and keeps its limits, and none has regressed.',
    ]))
})
