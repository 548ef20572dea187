/** One stretch of simulated life: from this day on, samples scatter around `level` by the ratio `spread`. */
type Stretch = { day: number; level: number; spread: number }
export type SimulatedMetric = { metric: string; unit: string; samples: number; stretches: Stretch[] }

const steady = (level: number, spread: number): Stretch[] => [{ day: 0, level, spread }]

/**
 * What the demo makes up, by day of its 90. It tells of things that happen to such a product: a slower voice model, a missing index and
 * its return, an endpointing that got faster, a leak that stayed for a week.
 */
export const SIMULATED: SimulatedMetric[] = [
  {
    metric: 'wake_word_detection',
    unit: 'ms',
    samples: 30,
    stretches: [
      { day: 0, level: 79, spread: 0.09 },
      { day: 31, level: 104, spread: 0.1 },
      { day: 49, level: 73, spread: 0.08 },
    ],
  },
  {
    metric: 'stt_transcription',
    unit: 'ms',
    samples: 30,
    stretches: [
      { day: 0, level: 241, spread: 0.08 },
      { day: 38, level: 157, spread: 0.07 },
    ],
  },
  {
    metric: 'tts_first_chunk',
    unit: 'ms',
    samples: 30,
    stretches: [
      { day: 0, level: 138, spread: 0.1 },
      { day: 74, level: 206, spread: 0.1 },
    ],
  },
  { metric: 'websocket_round_trip', unit: 'ms', samples: 60, stretches: steady(21, 0.22) },
  {
    metric: 'memory_growth_per_session',
    unit: 'MB',
    samples: 1,
    stretches: [
      { day: 0, level: 0.61, spread: 0.05 },
      { day: 57, level: 2.3, spread: 0.05 },
      { day: 64, level: 0.47, spread: 0.05 },
    ],
  },
  {
    metric: 'e2e_latency',
    unit: 'ms',
    samples: 30,
    stretches: [
      { day: 0, level: 655, spread: 0.06 },
      { day: 38, level: 581, spread: 0.06 },
      { day: 74, level: 640, spread: 0.06 },
    ],
  },
  { metric: 'response_filter_latency', unit: 'ms', samples: 60, stretches: steady(3.1, 0.12) },
  { metric: 'websocket_send_latency', unit: 'ms', samples: 60, stretches: steady(1.4, 0.15) },
  {
    metric: 'session_creation_latency',
    unit: 'ms',
    samples: 60,
    stretches: [
      { day: 0, level: 17.8, spread: 0.11 },
      { day: 44, level: 11.2, spread: 0.11 },
    ],
  },
  { metric: 'context_window_operations', unit: 'ms', samples: 60, stretches: steady(0.83, 0.13) },
  { metric: 'context_window_memory', unit: 'MB', samples: 1, stretches: steady(14.2, 0.02) },
  { metric: 'session_memory_growth', unit: 'MB', samples: 1, stretches: steady(3.2, 0.05) },
  {
    metric: 'database_query_latency',
    unit: 'ms',
    samples: 60,
    stretches: [
      { day: 0, level: 6.4, spread: 0.15 },
      { day: 68, level: 9.6, spread: 0.15 },
      { day: 79, level: 5.2, spread: 0.14 },
    ],
  },
]

/** Until this day the context window was pruned only eventually. */
export const PRUNED_AT_LIMIT_FROM = 24
