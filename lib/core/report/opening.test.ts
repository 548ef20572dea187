import { describe, expect, test } from 'vitest'
import type { ReportMetric } from '../report'
import { judgeRun } from '../verdict'
import { grade } from './opening'
import { aDefinition, aMetric, anUnmeasured, spread } from './testing/metrics'
import { aReport } from './testing/report'

const read = (...metrics: ReportMetric[]) => grade(aReport({ metrics })).join(' ').replace(/\s+/g, ' ')
const met = aMetric('stt_transcription', { measurement: { samples: spread(100, 110) } })
const failed = (metric: string) => aMetric(metric, { measurement: { error: 'no server' } })

describe('the grade', () => {
  test('comes with its rule', () =>
    expect(read(met)).toBe(
      '## Overall performance grade: A All of 1 metric with a target keep their target.',
    ))
  test('says what it leaves out', () =>
    expect(
      read(
        met,
        aMetric('x', { measurement: { samples: [1] } }),
        anUnmeasured('tts_first_chunk'),
        anUnmeasured('e2e_latency'),
      ),
    ).toBe(
      '## Overall performance grade: A All of 1 metric with a target keep their target. Only metrics with a target count: 2 have none, and 1 that has one was not measured.',
    ))
  test('is none before anything with a target was measured', () =>
    expect(read(aMetric('x', { measurement: { samples: [1] } }))).toBe(
      '## Overall performance grade: none No metric with a target has been measured. Only metrics with a target count: 1 has none.',
    ))
  test('is not spoiled by what failed to run but has no target', () => {
    expect(read(met, failed('e2e_latency'))).toContain('grade: A All of 1 metric')
    expect(read(met, failed('tts_first_chunk'))).toContain('grade: F')
    const input = (metric: string) => ({
      definition: aDefinition(metric),
      measurement: { metric, error: 'no' },
      history: [],
    })
    expect(judgeRun([input('e2e_latency')]).grade).toBeNull()
    expect(judgeRun([input('stt_transcription')]).grade).toBe('F')
  })
})
