import type { Report } from '../../measuring/one-by-one'
import type { Recording } from '../../measuring/recordings'
import { msOf } from '../../measuring/wav'
import type { WordErrorRate } from '../../measuring/wer'
import type { Settings } from './settings'
import { begin, lasting, lastSentBefore, speak } from './stream'
import { type Address, Talk } from './talk'

/** Speaks one recording and waits for its transcript. A server may end the utterance itself, before the microphone stops. */
export async function transcribe(
  address: Address,
  { model, language, chunk, stopAfter, maxWer }: Settings,
  recording: Recording,
  rate: WordErrorRate,
  late: (chunks: number) => void,
): Promise<Report> {
  const { pcm, end, text = '' } = recording
  const audio = stopAfter === undefined ? pcm : lasting(pcm, end + stopAfter)
  const talk = await Talk.open(address)
  try {
    talk.say('transcribe', { ...(model && { name: model }), ...(language && { language }) })
    let over = false
    const transcript = talk.hear(
      'transcript',
      (event) => (event.type === 'transcript' ? event : undefined),
      msOf(audio),
    )
    const stop = () => {
      over = true
    }
    transcript.then(stop, stop)
    const spoken = begin(talk, audio)
    await speak(talk, audio, spoken, chunk, () => over)
    const { at, data } = await transcript
    const said = String(data.text ?? '')
    const triggeredAt =
      spoken.stoppedAt !== null && spoken.stoppedAt <= at ? spoken.stoppedAt : lastSentBefore(spoken, at)
    return (tally) => {
      late(spoken.late)
      const wer = rate.add(text, said)
      if (wer > maxWer)
        return tally.fail(said ? `"${text}" became "${said}"` : `"${text}" was not understood`)
      const compute = at - triggeredAt
      tally.pass({ felt: at - spoken.startedAt - end, compute, real_time_factor: compute / msOf(audio) })
    }
  } finally {
    talk.close()
  }
}
