import { connections } from '../measuring/exchange'
import { oneByOne } from '../measuring/one-by-one'
import { loadRecordings, requireTexts } from '../measuring/recordings'
import { notHeld } from '../measuring/settings'
import { Tally } from '../measuring/tally'
import { WordErrorRate } from '../measuring/wer'
import type { Endpoint } from './openai-audio/endpoint'
import { type Settings, settings } from './openai-audio/settings'
import { speak } from './openai-audio/speech'
import { transcribe } from './openai-audio/transcription'
import type { LaunchContext, Probe } from './probe'

/** 59 right ones are the least that bound a p95. */
const DEFAULTS = { samples: 60, warmup: 2 }

const beside = true as const
const measures = {
  felt: { unit: 'ms' },
  compute: { unit: 'ms' },
  first_byte: { unit: 'ms' },
  whole: { unit: 'ms' },
  first_delta: { unit: 'ms' },
  real_time_factor: { unit: 'ratio' },
  wer: { unit: '%', beside },
  failure_rate: { unit: '%', beside },
}

function keyOf({ apiKeyEnv }: Settings): string | undefined {
  if (apiKeyEnv === undefined) return undefined
  const key = process.env[apiKeyEnv]
  if (!key) throw new Error(notHeld(apiKeyEnv, 'the key of the server'))
  return key
}

async function turns(tally: Tally, given: Settings, endpoint: Endpoint, context: LaunchContext) {
  const { task, text = [] } = given
  if (task === 'speech')
    return oneByOne(tally, context, DEFAULTS, (i) => speak(endpoint, given, text[i % text.length]!))
  const recordings = await loadRecordings(given.audio ?? [], context.configDirectory)
  requireTexts(recordings)
  const rate = new WordErrorRate()
  await oneByOne(tally, context, DEFAULTS, (i) =>
    transcribe(endpoint, given, recordings[i % recordings.length]!, rate),
  )
  if (rate.percent !== null) tally.set('wer', rate.percent)
}

/** Speech and transcriptions of servers that speak as OpenAI's do. */
export const openaiAudio: Probe<typeof settings> = {
  kind: 'openai-audio',
  settings,
  measures,
  async launch(given, context) {
    const tally = new Tally()
    const { url, patience } = given
    const agent = connections(url, { keepAlive: true })
    const stop = () => agent.destroy()
    context.signal.addEventListener('abort', stop)
    try {
      await turns(tally, given, { url, key: keyOf(given), agent, patienceMs: patience * 1000 }, context)
      return tally.launch(measures, context)
    } finally {
      context.signal.removeEventListener('abort', stop)
      agent.destroy()
    }
  },
}
