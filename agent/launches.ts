import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Benchmark, mostLaunches } from './benchmark-schema'
import { whyEnough } from './conclusive'
import { type Joined, join } from './join'
import { nameMetrics, statesOf } from './measures'
import { stopBenchmarks } from './probes/children'
import type { Launch, Probe } from './probes/probe'
import { PROBES } from './probes/probes'
import { timeLimit, whyStopped } from './time-limit'

/** How long a probe may take to put its things away before it is left behind. */
const GRACE_MS = 10_000
const stopping = new AbortController()
let running: Promise<unknown> | null = null

/** Ends what is being measured; comes back when everything is put away. */
export async function stopMeasuring() {
  stopping.abort(new Error('stopped'))
  await stopBenchmarks()
  await Promise.race([running, sleep(GRACE_MS)])
}

const failed = (failure: string): Launch => ({ measurements: [], failure })

/** What a probe throws is a failure of its launch, and so is one that does not come back. */
async function launch(benchmark: Benchmark, number: number, place: Place): Promise<Launch> {
  const { signal, lift } = timeLimit(benchmark.timeout, stopping.signal)
  const left = new Promise<Launch>((done) =>
    signal.addEventListener('abort', () =>
      setTimeout(() => done(failed(`${whyStopped(signal)} and did not end`)), GRACE_MS).unref(),
    ),
  )
  const probe = PROBES[benchmark.probe] as Probe
  const context = {
    launch: number,
    warmup: benchmark.warmup,
    samples: benchmark.samples,
    timeoutSeconds: benchmark.timeout,
    signal,
    ...place,
  }
  try {
    return await Promise.race([probe.launch(benchmark, context), left])
  } catch (error) {
    return failed((error as Error).message)
  } finally {
    lift()
  }
}

/** What every launch of a benchmark shares. */
export type Place = { configDirectory: string; show: (line: string) => void }

/** What a benchmark's launches say together, under the names of metrics. */
export type Launched = Joined & {
  launches: number
  seconds: number
  failure: string | null
  counts: Record<string, number>
}

function together(benchmark: Benchmark, all: Launch[], startedMs: number): Launched {
  const raw = join(
    all.map((l) => l.measurements),
    statesOf(benchmark),
  )
  const named = nameMetrics(benchmark, PROBES[benchmark.probe].measures, raw)
  const counts: Record<string, number> = {}
  for (const [name, n] of all.flatMap((l) => Object.entries(l.counts ?? {})))
    counts[name] = (counts[name] ?? 0) + n
  const failures = all.flatMap(({ failure }, i) =>
    failure === null ? [] : [all.length > 1 ? `launch ${i + 1} of ${all.length}: ${failure}` : failure],
  )
  const faults = [...failures, ...named.faults.map((f) => f.text)]
  const others = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  return {
    ...named,
    launches: all.length,
    seconds: (performance.now() - startedMs) / 1000,
    failure: faults.length ? `${faults[0]}${others}` : null,
    counts,
  }
}

/** Launches a benchmark as often as it says. A launch that fails without a single number is the last. */
export async function runLaunches(
  benchmark: Benchmark,
  place: Place,
  note: (line: string) => void,
  step: (done: number, of: number) => void,
): Promise<Launched> {
  const startedMs = performance.now()
  const most = mostLaunches(benchmark)
  const all: Launch[] = []
  let so: Launched
  do {
    step(all.length, most)
    const current = launch(benchmark, all.length, place)
    running = current
    const latest = await current
    // the agent is about to exit: half a run must not be sent, nor the next benchmark begin
    if (stopping.signal.aborted) return new Promise(() => {})
    all.push(latest)
    so = together(benchmark, all, startedMs)
    const why = benchmark.until && whyEnough(benchmark, so)
    if (why) note(`${benchmark.name}: ${why}`)
    if (why || (latest.failure !== null && latest.measurements.length === 0)) break
  } while (all.length < most)
  return so
}
