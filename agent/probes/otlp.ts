import { setTimeout as sleep } from 'node:timers/promises'
import { oneLine } from '../one-line'
import { whyStopped } from '../time-limit'
import { Gathering } from './otlp/gathering'
import { type Receiver, startReceiver } from './otlp/receiver'
import { type Settings, settings } from './otlp/settings'
import type { Launch, LaunchContext, Probe } from './probe'
import { runProgram } from './program'

/** How long nothing may have come before a program that has ended is believed to have sent all. */
const QUIET_MS = 200

const environment = (url: string): Partial<NodeJS.ProcessEnv> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  // what the caller's own environment says of traces would win over the two above
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: undefined,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: undefined,
})

/** Comes when the launch has what it came for, and when it must end. */
function watch(given: Settings, { signal }: LaunchContext, enough: () => boolean) {
  const over = new AbortController()
  const end = () => over.abort()
  const timer = given.duration === undefined ? undefined : setTimeout(end, given.duration * 1_000)
  const looking = setInterval(() => enough() && end(), 20)
  return {
    signal: AbortSignal.any([signal, over.signal]),
    stop() {
      clearTimeout(timer)
      clearInterval(looking)
    },
  }
}

async function untilQuiet(receiver: Receiver) {
  const from = performance.now()
  while (receiver.busy() > 0 || performance.now() - Math.max(from, receiver.lastHeard()) < QUIET_MS)
    await sleep(20)
}

async function measure(
  given: Settings,
  receiver: Receiver,
  gathering: Gathering,
  context: LaunchContext,
): Promise<string | null> {
  const { samples, warmup = 0 } = context
  const watching = watch(given, context, () => samples !== undefined && gathering.has(samples + warmup))
  try {
    context.show(`listening for traces on ${receiver.url}/v1/traces`)
    const { command, directory, env } = given
    if (command === undefined) {
      if (!watching.signal.aborted)
        await new Promise((done) => watching.signal.addEventListener('abort', done, { once: true }))
      return whyStopped(context.signal)
    }
    const { failure } = await runProgram(
      { command, directory, env: { ...environment(receiver.url), ...env } },
      { ...context, signal: watching.signal },
    )
    if (!context.signal.aborted) await untilQuiet(receiver)
    // what was told to end because the launch had all it wanted has not failed
    return whyStopped(context.signal) ?? (watching.signal.aborted ? null : failure)
  } finally {
    watching.stop()
  }
}

function whyNothing(gathering: Gathering, receiver: Receiver): string | null {
  const [fault] = receiver.faults
  if (fault !== undefined) return `a request could not be read: ${fault}`
  if (gathering.heard > 0) return null
  return 'no span came: does the program export traces to OTEL_EXPORTER_OTLP_ENDPOINT, and flush them before it ends?'
}

async function launch(given: Settings, context: LaunchContext): Promise<Launch> {
  if (given.command === undefined && given.duration === undefined && context.samples === undefined)
    return { measurements: [], failure: 'has no end: give command, duration or samples' }
  const gathering = new Gathering(given.spans)
  let receiver: Receiver
  try {
    receiver = await startReceiver(given.port, (spans) => gathering.take(spans))
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    const why = taken ? 'something listens there already; port: 0 takes a free one' : (error as Error).message
    return { measurements: [], failure: `cannot listen on 127.0.0.1:${given.port}: ${why}` }
  }
  try {
    const ended = await measure(given, receiver, gathering, context)
    const why = [ended, whyNothing(gathering, receiver), gathering.fault].filter((one) => one !== null)
    const measurements = gathering.heard === 0 ? [] : gathering.measurements(context.warmup ?? 0)
    return {
      measurements,
      failure: why.length > 0 ? oneLine(why.join('; ')) : null,
      counts: gathering.counts,
    }
  } finally {
    await receiver.close()
  }
}

/** Listens for OpenTelemetry traces over HTTP; how long spans took are the samples. */
export const otlp: Probe<typeof settings> = {
  kind: 'otlp',
  settings,
  measures: { failure_rate: { unit: '%', beside: true } },
  launch,
}
