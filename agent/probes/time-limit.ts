import type { LaunchContext } from './probe'

/** The time a launch has: a signal for all it does, and afterwards why it had to end, or null. */
export function timeLimit({ signal, timeoutSeconds }: Pick<LaunchContext, 'signal' | 'timeoutSeconds'>) {
  const outOfTime = AbortSignal.timeout(timeoutSeconds * 1_000)
  const within = AbortSignal.any([signal, outOfTime])
  const timedOut = () =>
    !signal.aborted || /^timed out|timeout/.test(String((signal.reason as Error)?.message ?? signal.reason))
  const failure = () => {
    if (!within.aborted) return null
    return timedOut() ? `timed out after ${timeoutSeconds} s` : 'stopped'
  }
  return { signal: within, failure }
}
