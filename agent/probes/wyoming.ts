import { oneByOne, type Report } from '../measuring/one-by-one'
import { endsOf, loadRecordings, requireTexts } from '../measuring/recordings'
import { Tally } from '../measuring/tally'
import { WordErrorRate } from '../measuring/wer'
import type { LaunchContext, Probe } from './probe'
import { Asking } from './wyoming/describe'
import { type Settings, settings } from './wyoming/settings'
import { transcribe } from './wyoming/stt'
import type { Address } from './wyoming/talk'
import { synthesize } from './wyoming/tts'
import { detect, WakeRecord } from './wyoming/wake'

/** 59 right ones are the least that bound a p95. */
const DEFAULTS = {
  wake: { samples: 60, warmup: 1 },
  stt: { samples: 60, warmup: 1 },
  tts: { samples: 60, warmup: 3 },
  describe: { samples: 1_000, warmup: 50 },
}

const beside = true as const
const measures = {
  felt: { unit: 'ms' },
  compute: { unit: 'ms' },
  whole: { unit: 'ms' },
  round_trip: { unit: 'ms' },
  real_time_factor: { unit: 'ratio' },
  missed: { unit: '%', beside },
  false_accepts: { unit: 'per hour', beside },
  wer: { unit: '%', beside },
  failure_rate: { unit: '%', beside },
}

type Counts = Record<string, number>
type Run = (turns: (turn: (i: number) => Promise<Report>) => Promise<void>) => Promise<Counts>

/** How each task takes its turns, and what it counts beside them. */
function runOf(given: Settings, address: Address, context: LaunchContext, tally: Tally): Run {
  const { task, text = [] } = given
  if (task === 'tts')
    return async (turns) => {
      await turns((i) => synthesize(address, given, text[i % text.length]!))
      return {}
    }
  if (task === 'describe')
    return async (turns) => {
      const asking = new Asking(address)
      await turns(() => asking.ask()).finally(() => asking.close())
      return {}
    }
  return async (turns) => {
    const recordings = await loadRecordings(given.audio ?? [], context.configDirectory)
    const nth = (i: number) => recordings[i % recordings.length]!
    if (task === 'wake') {
      const record = new WakeRecord()
      await turns((i) => detect(address, given, nth(i), record))
      record.tell(tally)
      return { ...endsOf(recordings), late: record.late }
    }
    requireTexts(recordings)
    const rate = new WordErrorRate()
    let late = 0
    await turns((i) =>
      transcribe(address, given, nth(i), rate, (chunks) => {
        late += chunks
      }),
    )
    if (rate.percent !== null) tally.set('wer', rate.percent)
    return { ...endsOf(recordings), late }
  }
}

/** Voice services that speak the Wyoming protocol: wake word, speech to text, text to speech. */
export const wyoming: Probe<typeof settings> = {
  kind: 'wyoming',
  settings,
  measures,
  async launch(given, context) {
    const tally = new Tally()
    const { host, port, patience } = given
    const address = { host, port, patienceMs: patience * 1000, signal: context.signal }
    const counts = await runOf(
      given,
      address,
      context,
      tally,
    )((turn) => oneByOne(tally, context, DEFAULTS[given.task], turn))
    return tally.launch(measures, context, counts)
  },
}
