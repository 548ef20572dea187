export type TimeLimit = { signal: AbortSignal; lift: () => void }

/** A signal that comes when the time is up, or with another one; `lift` when all is done before. */
export function timeLimit(seconds: number, ...others: AbortSignal[]): TimeLimit {
  const ending = new AbortController()
  const end = () => ending.abort(new Error(`timed out after ${seconds} s`))
  const timer = setTimeout(end, seconds * 1000).unref()
  return { signal: AbortSignal.any([ending.signal, ...others]), lift: () => clearTimeout(timer) }
}

/** Why something had to end that was not over, in words for people; null when it may go on. */
export function whyStopped({ aborted, reason }: AbortSignal): string | null {
  if (!aborted) return null
  // an abort without a reason of its own gives an AbortError, whose words are for programmers
  return reason instanceof Error && reason.name === 'Error' ? reason.message : 'stopped'
}
