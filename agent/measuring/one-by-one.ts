import type { LaunchContext } from '../probes/probe'
import { causeOf } from './cause'
import type { Tally } from './tally'

/** What came of one turn, told to the tally when the turn counts. */
export type Report = (tally: Tally) => void

/** One turn after the other, the warm-up first. A turn that throws is a failure with that reason; the one that is cut short does not count. */
export async function oneByOne(
  tally: Tally,
  { samples, warmup, signal }: LaunchContext,
  defaults: { samples: number; warmup: number },
  turn: (i: number) => Promise<Report>,
) {
  const uncounted = warmup ?? defaults.warmup
  const total = uncounted + (samples ?? defaults.samples)
  for (let i = 0; i < total && !signal.aborted; i++) {
    const report = await turn(i).catch(
      (error): Report =>
        (all) =>
          all.fail(causeOf(error)),
    )
    if (i >= uncounted && !signal.aborted) report(tally)
  }
}
