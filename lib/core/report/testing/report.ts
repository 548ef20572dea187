import { digestOf } from '../../evidence'
import type { ReportData, ReportItem, ReportRun, ReportSignature } from '../../report'
import { performanceReview as template } from '../../template'
import { aMetric, anUnmeasured, RUN, spread } from './metrics'

export const aRun = (more: Partial<ReportRun> = {}): ReportRun => ({
  id: RUN,
  commit: '4f2a9c1d7be85a0c3f6e1d2b8a9470c5e6f01234',
  branch: 'main',
  startedAt: '2026-03-01T11:00:00.000Z',
  environment: {
    name: 'ci-linux',
    cpu: 'AMD EPYC 7763',
    cores: 2,
    memoryBytes: 8 * 2 ** 30,
    os: 'Debian 12',
    runtime: 'node 20.19.0',
    noise: { stealPercent: 0.1, loadPerCore: 0.2, clockSpreadPercent: 1.4 },
  },
  digest: digestOf('a run'),
  ...more,
})

export const aSignature = (more: Partial<ReportSignature> = {}): ReportSignature => ({
  name: 'Dana Lead',
  meaning: 'I looked at the evidence and agree',
  at: '2026-03-01T12:30:00.000Z',
  digest: digestOf('what was signed'),
  stale: false,
  reasons: [],
  ...more,
})

export const anItem = (title: string, more: Partial<ReportItem> = {}): ReportItem => ({
  key: title.toLowerCase().replaceAll(' ', '-'),
  title,
  decision: null,
  reason: null,
  expiresAt: null,
  proposal: 'No metric measures this; look at it and decide.',
  signature: null,
  ...more,
})

/** A review half done: one metric of every kind, and items in every state. */
export const aReport = (more: Partial<ReportData> = {}): ReportData => ({
  project: { organisation: 'Demo', slug: 'voice-assistant', name: 'Voice assistant' },
  revision: null,
  review: {
    id: '01953f00-0000-7000-8000-0000000000aa',
    branch: 'main',
    phase: '6',
    step: '6.4',
    title: template.title,
    date: '2026-02-28T22:57:00.000Z',
    status: 'open',
    plannedMinutes: 80,
    spentMinutes: 55,
    budgetMinutes: template.budgetMinutes,
    objectives: template.objectives.map((o) => `${o.title}: ${o.detail}`),
    strategy: template.steps.map((s, i) => ({
      ...s,
      spentMinutes: [15, 25, 15, 0, 0][i]!,
      done: i < 2,
    })),
    deliverables: template.deliverables.map((d) => ({ name: d.name, detail: d.contents.join(', ') })),
  },
  runs: [aRun()],
  metrics: [
    aMetric('stt_transcription', {
      measurement: { samples: spread(385, 425) },
      history: spread(280, 292, 12),
    }),
    aMetric('wake_word_detection', { measurement: { samples: spread(80, 128) } }),
    aMetric('tts_first_chunk', {
      measurement: { samples: spread(14, 200, 60) },
      definition: { target: 185 },
    }),
    aMetric('websocket_round_trip', { measurement: { samples: spread(1, 3) }, history: spread(1.9, 3.1, 8) }),
    aMetric('memory_growth_per_session', { measurement: { value: 0.42, low: 0.4, high: 0.45 } }),
    aMetric('context_window_cleanup', { measurement: { state: 'pruned_eventually' } }),
    aMetric('e2e_latency', { measurement: { samples: spread(460, 620) }, history: [505, 498] }),
    aMetric('response_filter_latency', { measurement: { samples: spread(0.05, 0.09) } }),
    aMetric('session_creation_latency', { measurement: { error: 'connection refused by the server' } }),
    anUnmeasured('database_query_latency'),
  ],
  sections: [
    {
      title: 'Response times',
      items: [
        anItem('STT transcription latency', {
          decision: 'fail',
          reason: 'Endpointing alone takes 380 ms; see the notes of 28 February.',
          signature: aSignature({ at: '2026-03-01T12:05:00.000Z' }),
        }),
        anItem('WebSocket message round trip', {
          decision: 'pass',
          proposal: 'WebSocket round trip 2.9 ms: within its target.',
          signature: aSignature({
            digest: digestOf('what was signed before'),
            stale: true,
            reasons: ['WebSocket round trip: a later run shows a regression of +12.0%'],
          }),
        }),
        anItem('Database query latency', {
          proposal: 'Database query has no evidence: it has not been measured on main.',
        }),
      ],
    },
    {
      title: 'Resource limits',
      items: [
        anItem('File handle limits', {
          decision: 'waived',
          reason: 'The host sets them; they are raised with the move in April.',
          expiresAt: '2026-05-01T00:00:00.000Z',
          signature: aSignature({ digest: digestOf('a waiver'), meaning: 'Waived' }),
        }),
        anItem('Audio buffer capacity', {
          decision: 'not_applicable',
          reason: 'Audio is not buffered here.',
        }),
      ],
    },
  ],
  stepSignature: null,
  ...more,
})
