import { describe, expect, test } from 'vitest'
import type { ReportMetric } from '../report'
import { bottlenecks } from './bottlenecks'
import { findingsOf } from './findings'
import { aMetric, anUnmeasured, spread } from './testing/metrics'
import { aReport } from './testing/report'

/** The blocks as a reader reads them: no wrapping, no emphasis, plain spaces; list items apart. */
function read(...metrics: ReportMetric[]): string[] {
  const [heading, ...blocks] = bottlenecks(aReport({ metrics })).filter(Boolean)
  expect(heading).toBe('## Bottlenecks identified')
  return blocks
    .flatMap((block) => block.split(/\n(?=- )/))
    .map((text) => text.replaceAll('\u2009', ' ').replaceAll('**', '').replace(/\s+/g, ' '))
}
const ms = (metric: string, low: number, high: number, more: Parameters<typeof aMetric>[1]['more'] = {}) =>
  aMetric(metric, { measurement: { samples: spread(low, high) }, more })

describe('a finding', () => {
  test('that misses says by how much, of which limit, and at what', () =>
    expect(read(ms('stt_transcription', 320, 340))).toEqual([
      '- STT transcription misses its acceptance limit 300 ms by 39 ms (13.0%): p95 339 ms, 338.2 ms to 339.8 ms.',
    ]))
  test('that is acceptable', () =>
    expect(read(ms('stt_transcription', 230, 240))).toEqual([
      '- STT transcription is acceptable, but 39.5 ms (19.7%) beyond its target 200 ms: p95 239.5 ms, 239.1 ms to 239.9 ms.',
    ]))
  test('that cannot be told says on which side of the limit it is', () => {
    expect(read(ms('stt_transcription', 150, 203))[0]).toBe(
      '- STT transcription cannot be told from its target 200 ms, which it is 350 µs (0.2%) beyond: p95 200.4 ms, 198.2 ms to 202.5 ms.',
    )
    expect(read(ms('stt_transcription', 150, 202))[0]).toMatch(
      /target 200 ms, which it is 600 µs \(0.3%\) within: /,
    )
    const on = aMetric('stt_transcription', { measurement: { value: 200, low: 190, high: 210 } })
    expect(read(on)[0]).toMatch(
      /cannot be told from its target 200 ms, on which it lies: 200 ms, 190 ms to 210 ms\.$/,
    )
  })
  test('whose interval has an open end', () =>
    expect(read(aMetric('stt_transcription', { measurement: { samples: spread(150, 203, 20) } }))[0]).toMatch(
      /cannot be told from its target 200 ms, .*: p95 200.4 ms, from [\d.]+ ms\.$/,
    ))
  test('of states', () => {
    const state = (name: string) => read(aMetric('context_window_cleanup', { measurement: { state: name } }))
    expect(state('not_pruned')).toEqual([
      '- Context-window clean-up is at not pruned, beyond its acceptance limit pruned eventually.',
    ])
    expect(state('pruned_eventually')).toEqual([
      '- Context-window clean-up is at pruned eventually, which is acceptable; its target is pruned at limit.',
    ])
    expect(state('pruned_at_limit')).toEqual(['None: every metric that could be judged keeps its limits.'])
  })
  test('of a limit of 0 has no share', () =>
    expect(
      read(
        aMetric('lost_messages', {
          definition: { unit: 'count', target: 0 },
          measurement: { value: 3, low: 2, high: 4 },
        }),
      ),
    ).toEqual(['- lost_messages misses its target 0 by 3: 3, 2 to 4.']))
  test('that is new says so', () =>
    expect(
      read(
        aMetric('stt_transcription', {
          measurement: { samples: spread(320, 340) },
          history: spread(281, 290, 10),
        }),
      )[0],
    ).toMatch(/ ▲ regression \+\d+\.\d% against 285\.\d ms in 10 earlier runs\.$/))
  test('comes from the interval when the value of the newest run alone lies within', () => {
    const metric = ms('stt_transcription', 320, 340)
    const builds = {
      ...metric,
      verdict: { ...metric.verdict!, value: 299, low: 305, high: 330, basis: 'build' as const },
    }
    expect(findingsOf([builds])[0]).toMatchObject({ goal: 'missed', beyond: 5 })
  })
})

test('the worst comes first: missed, acceptable, inconclusive, each by its share beyond the limit', () => {
  const metrics = [
    ms('tts_first_chunk', 150, 203),
    ms('websocket_round_trip', 60, 70),
    ms('stt_transcription', 250, 290),
    aMetric('context_window_cleanup', { measurement: { state: 'not_pruned' } }),
    ms('wake_word_detection', 160, 170),
    ms('without_target', 900, 1000),
    aMetric('slowest', { definition: { target: 10 }, measurement: { samples: spread(90, 100) } }),
  ]
  expect(findingsOf(metrics).map((f) => f.metric.metric)).toEqual([
    'slowest',
    'wake_word_detection',
    'context_window_cleanup',
    'stt_transcription',
    'websocket_round_trip',
    'tts_first_chunk',
  ])
})

describe('what is not judged', () => {
  test('is named', () =>
    expect(
      read(
        ms('stt_transcription', 150, 160),
        anUnmeasured('a'),
        anUnmeasured('b'),
        ms('c', 1, 2),
        aMetric('d', { measurement: { error: 'no' } }),
      ),
    ).toEqual([
      'None: every metric that could be judged keeps its limits.',
      'Not judged: a and b were not measured; d failed to run; c has no target.',
    ]))
  test('was skipped, which is no failure', () =>
    expect(
      read(ms('stt_transcription', 150, 160), aMetric('d', { measurement: { error: 'skipped: no GPU' } }))[1],
    ).toBe('Not judged: d was not measured.'))
  test('leaves nothing to say when it is everything', () => {
    expect(read(ms('c', 1, 2))[0]).toBe('None can be named: no metric could be judged.')
    expect(read(anUnmeasured('a'))).toEqual(['None can be named: no metric has been measured.'])
  })
})

describe('the parts of an end-to-end latency', () => {
  const whole = ms('e2e_latency', 480, 520)
  const stt = ms('stt_transcription', 180, 195)
  const part = (...metrics: ReportMetric[]) => read(...metrics).find((text) => text.startsWith('On average'))
  test('are shares of its mean, the largest first, with what is left', () =>
    expect(part(whole, ms('tts_first_chunk', 80, 120), stt, ms('response_filter_latency', 0.04, 0.06))).toBe(
      'On average End-to-end latency takes 500 ms; of that, STT transcription takes 187.5 ms (37.5%), TTS first chunk takes 100 ms (20.0%) and Response filter takes 50 µs (under 0.1%). 212.5 ms (42.5%) is none of these. These are means of one run, because percentiles do not add up.',
    ))
  test('in another unit are converted', () => {
    const seconds = aMetric('stt_transcription', {
      definition: { unit: 's', target: 0.2, acceptance: 0.3 },
      measurement: { samples: spread(0.18, 0.195) },
    })
    expect(part(whole, seconds)).toContain('STT transcription takes 187.5 ms (37.5%)')
  })
  test('that add up to more than the whole have no shares', () =>
    expect(part(whole, stt, ms('tts_first_chunk', 380, 420))).toBe(
      'On average End-to-end latency takes 500 ms; timed beside it, TTS first chunk takes 400 ms and STT transcription takes 187.5 ms. Together that is 87.5 ms (17.5%) more than the whole: they were timed beside it, and their shares cannot be told. These are means of one run, because percentiles do not add up.',
    ))
  test('that add up to a little more than the whole have shares all the same', () =>
    expect(part(whole, stt, ms('tts_first_chunk', 312, 318))).toContain(
      'of that, TTS first chunk takes 315 ms (63.0%) and STT transcription takes 187.5 ms (37.5%). Together that is 2.5 ms (0.5%) more than the whole: they were timed beside it, and their shares are approximate.',
    ))
  test('are not told across runs, nor without samples, nor without the whole', () => {
    expect(part(whole, { ...stt, run: 'another' })).toBeUndefined()
    expect(part(whole, { ...stt, quantiles: null })).toBeUndefined()
    expect(part({ ...whole, quantiles: null }, stt)).toBeUndefined()
    expect(part(stt)).toBeUndefined()
  })
})
