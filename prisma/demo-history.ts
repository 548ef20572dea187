import { createHash } from 'node:crypto'
import type { Measurement, RunUpload } from '../lib/core/wire'
import { PRUNED_AT_LIMIT_FROM, SIMULATED, type SimulatedMetric } from './demo-levels'

const DAYS = 90
const DAY = 86_400_000
const MINUTE = 60_000
export const SIMULATOR = 'phasegate-demo-simulator'
export const SIMULATED_ENVIRONMENT = 'ci-linux (simulated)'

/** Mulberry32: small, seeded, the same everywhere. */
function random(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
type Random = () => number

const normal = (next: Random) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
const round = (value: number) => Number(value.toPrecision(5))

const hex = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length)

/** The same run has the same id however often the demo is made, so that a seeding that was killed goes on where it stopped. */
function runIdOf(project: string, n: number) {
  const h = hex(`${project} simulated run ${n}`, 32)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`
}

function measure(m: SimulatedMetric, day: number, drift: number, next: Random): Measurement {
  const { level, spread } = m.stretches.findLast((s) => s.day <= day)!
  const centre = level * drift
  if (m.samples > 1)
    return {
      metric: m.metric,
      unit: m.unit,
      samples: Array.from({ length: m.samples }, () => round(centre * Math.exp(spread * normal(next)))),
    }
  const value = centre * Math.exp(spread * normal(next))
  return {
    metric: m.metric,
    unit: m.unit,
    value: round(value),
    low: round(value * (1 - 1.5 * spread)),
    high: round(value * (1 + 1.5 * spread)),
  }
}

function measurementsOf(day: number, n: number, next: Random): Measurement[] {
  const all = SIMULATED.map((m) => measure(m, day, Math.exp(0.018 * normal(next)), next))
  // Once the server under test was not there: a failure is part of any real history.
  const down = all.findIndex((m) => m.metric === 'tts_first_chunk')
  if (n === 40) all[down] = { metric: 'tts_first_chunk', error: 'connection refused by the TTS server' }
  const state = day < PRUNED_AT_LIMIT_FROM ? 'pruned_eventually' : 'pruned_at_limit'
  return [...all, { metric: 'context_window_cleanup', state }]
}

/**
 * 90 days of one or two runs a day, oldest first, the last on the day before `until`. All of it is made up from one seed: the same
 * project and day give the same runs.
 */
export function simulatedRuns(project: string, until: Date): RunUpload[] {
  const next = random(64)
  const midnight = Math.floor(until.getTime() / DAY) * DAY
  const runs: RunUpload[] = []
  for (let day = 0; day < DAYS; day++) {
    const today = midnight - (DAYS - day) * DAY
    const count = next() < 0.6 ? 2 : 1
    let commit = ''
    for (let i = 0; i < count; i++) {
      const n = runs.length
      const startedAt = today + (i === 0 ? 9 : 16) * 60 * MINUTE + Math.floor(next() * 90) * MINUTE
      // The second run of a day is, a third of the time, the same build again.
      if (i === 0 || next() > 0.33) commit = hex(`${project} commit ${n}`, 40)
      const busy = n % 37 === 36
      const at = (minutes: number) => new Date(startedAt + minutes * MINUTE).toISOString()
      runs.push({
        runId: runIdOf(project, n),
        project,
        suite: 'performance',
        branch: 'main',
        commit,
        commitAt: at(-25),
        startedAt: at(0),
        finishedAt: at(4),
        environment: {
          name: SIMULATED_ENVIRONMENT,
          cpu: 'simulated',
          cores: 4,
          memoryBytes: 16 * 2 ** 30,
          os: 'simulated',
          runtime: 'python 3.11.7',
          noise: {
            stealPercent: round(busy ? 12 + 6 * next() : 0.4 * next()),
            loadPerCore: round(0.1 + 0.5 * next()),
            clockSpreadPercent: round(1 + 2 * next()),
          },
        },
        agent: { name: SIMULATOR, version: '1.0.0' },
        measurements: measurementsOf(day, n, next),
      })
    }
  }
  return runs
}
