import { performance } from 'node:perf_hooks'
import type { MeasuredBenchmark, Measuring, NoiseLimits } from '@/lib/core/measuring'
import type { Measurement } from '@/lib/core/wire'
import type { Benchmark } from './benchmark-schema'
import type { Launched } from './launches'
import type { Noise } from './noise'

export type Measured = { benchmark: Benchmark; launched: Launched; noise: Noise }

/** What asking the clock takes, in nanoseconds: the least of several series, for an interruption can only lengthen one. */
export function timerOverheadNs(series = 20, calls = 500): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < series; i++) {
    const start = performance.now()
    for (let k = 0; k < calls; k++) performance.now()
    least = Math.min(least, ((performance.now() - start) / calls) * 1e6)
  }
  return Math.round(least)
}

/** Samples of each launch of the metrics that go over the wire, where a benchmark was launched more than once. */
function launchesOf(measured: Measured[], sent: Measurement[]): Measuring['launches'] {
  const samples = new Set(sent.filter((m) => m.samples).map((m) => m.metric))
  const all = measured.flatMap(({ launched }) =>
    launched.launches > 1 ? [...launched.sizes].filter(([metric]) => samples.has(metric)) : [],
  )
  return all.length ? Object.fromEntries(all) : undefined
}

/** How a run was measured, as the wire wants it: small, and silent about what is not known. */
export function describeMeasuring(
  measured: Measured[],
  sent: Measurement[],
  noiseLimits: NoiseLimits | undefined,
): Measuring {
  const overhead = timerOverheadNs()
  const benchmarks = measured.map(({ benchmark, launched, noise }): MeasuredBenchmark => {
    const { late, dropped, ...counts } = launched.counts
    return {
      name: benchmark.name,
      probe: benchmark.probe,
      launches: launched.launches,
      warmup: benchmark.warmup,
      seconds: Math.round(launched.seconds * 1000) / 1000,
      late,
      dropped,
      ...(Object.keys(counts).length && { counts }),
      timerOverheadNs: overhead,
      noise,
    }
  })
  return { launches: launchesOf(measured, sent), noiseLimits, benchmarks }
}
