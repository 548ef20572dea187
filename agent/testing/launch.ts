import type { LaunchContext } from '../probes/probe'
import { timeLimit } from '../time-limit'

/** What a probe's test leaves open: one launch, quietly, within 20 s. */
export function launchContext({
  timeoutSeconds = 20,
  signal = new AbortController().signal,
  ...given
}: Partial<LaunchContext> = {}): LaunchContext {
  return {
    launch: 0,
    warmup: undefined,
    samples: undefined,
    configDirectory: '.',
    show: () => {},
    ...given,
    timeoutSeconds,
    signal: timeLimit(timeoutSeconds, signal).signal,
  }
}
