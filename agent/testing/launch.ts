import type { LaunchContext } from '../probes/probe'

/** What a probe's test leaves open: one launch, quietly, within 20 s. */
export const launchContext = (given: Partial<LaunchContext> = {}): LaunchContext => ({
  launch: 0,
  warmup: undefined,
  samples: undefined,
  timeoutSeconds: 20,
  signal: new AbortController().signal,
  configDirectory: '.',
  show: () => {},
  ...given,
})
