import { rest } from '../../measuring/clock'
import type { Report } from '../../measuring/one-by-one'
import type { Recording } from '../../measuring/recordings'
import type { Tally } from '../../measuring/tally'
import { msOf } from '../../measuring/wav'
import type { Settings } from './settings'
import { begin, lasting, lastSentBefore, type Spoken, speak } from './stream'
import { type Address, type Heard, Talk } from './talk'

/** Detectors hear on for a while before they are sure: silence after the phrase, and then so long until it counts as missed. */
const AFTER_MS = 1_000
const GRACE_MS = 500

/** What detection is worth beside its speed. */
export class WakeRecord {
  phrases = 0
  missed = 0
  falseAccepts = 0
  quietMs = 0
  late = 0

  /** Shares of what was heard; no false accepts per hour where nothing quiet was listened to. */
  tell(tally: Tally) {
    if (this.phrases > 0) tally.set('missed', (100 * this.missed) / this.phrases)
    if (this.quietMs > 0) tally.set('false_accepts', this.falseAccepts / (this.quietMs / 3_600_000))
  }
}

/** The chunk that the server says it heard the word in, or the last that it can have heard. */
function triggeredAt(spoken: Spoken, { data, at }: Heard, chunkMs: number): number {
  const index = typeof data.timestamp === 'number' ? Math.round(data.timestamp / chunkMs) : -1
  const named = spoken.sentAt[index]
  return named !== undefined && named <= at ? named : lastSentBefore(spoken, at)
}

/** Speaks one recording and listens for the word in it, or for none. What comes before the phrase began does not count as it. */
export async function detect(
  address: Address,
  { names, chunk, stopAfter = AFTER_MS }: Settings,
  { pcm, wake, start, end, file }: Recording,
  record: WakeRecord,
): Promise<Report> {
  const audio = wake === false ? pcm : lasting(pcm, Math.max(msOf(pcm), end + stopAfter))
  const talk = await Talk.open(address)
  const detections: Heard[] = []
  let over = false
  try {
    talk.say('detect', names && { names })
    const spoken = begin(talk, audio)
    const isRight = ({ at, data }: Heard) =>
      wake !== false && at - spoken.startedAt > start && (!wake || data.name === wake)
    const listening = talk
      .hear(
        'detection',
        (event) => {
          if (event.type === 'detection') detections.push(event)
          return detections.some(isRight) || event.type === 'not-detected' ? 'over' : undefined
        },
        msOf(audio),
      )
      .catch((error: Error) => {
        // a server that has heard all may hang up
        if (spoken.stoppedAt === null) throw error
      })
      .finally(() => {
        over = true
      })
    await Promise.all([
      speak(talk, audio, spoken, chunk, () => over),
      Promise.race([listening, rest(msOf(audio) + GRACE_MS, address.signal)]),
    ])
    const hit = detections.find(isRight)
    return (tally) => {
      record.late += spoken.late
      if (wake === false) {
        record.quietMs += msOf(audio)
        record.falseAccepts += detections.length
        return detections.length > 0 ? tally.fail(`${file}: woke without the word`) : tally.pass({})
      }
      record.phrases++
      if (hit)
        tally.pass({
          felt: hit.at - spoken.startedAt - end,
          compute: hit.at - triggeredAt(spoken, hit, chunk),
        })
      else {
        record.missed++
        tally.fail(`${file}: ${detections.length > 0 ? 'woke for something else' : 'missed'}`)
      }
    }
  } finally {
    talk.close()
  }
}
