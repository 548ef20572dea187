import { monotonicMs } from '../../measuring/clock'
import type { Report } from '../../measuring/one-by-one'
import { implausible } from '../../measuring/plausible'
import type { Pcm } from '../../measuring/wav'
import type { Settings } from './settings'
import { type Address, type Heard, Talk } from './talk'

type Audio = { startAt: number | null; firstAt: number | null; endAt: number; pcm: Pcm }

const number = (value: unknown, otherwise: number) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise

/** Gathers what is spoken until the server says that this was all. */
function gather(): (event: Heard) => Audio | undefined {
  const pieces: Buffer[] = []
  let startAt: number | null = null
  let firstAt: number | null = null
  let format = { rate: 22_050, width: 2, channels: 1 }
  return ({ type, data, payload, at }) => {
    if (type === 'audio-start' || type === 'audio-chunk')
      format = {
        rate: number(data.rate, format.rate),
        width: number(data.width, format.width),
        channels: number(data.channels, format.channels),
      }
    if (type === 'audio-start') startAt ??= at
    if (type === 'audio-chunk' && payload.length > 0) {
      firstAt ??= at
      pieces.push(payload)
    }
    if (type !== 'audio-stop') return undefined
    return { startAt, firstAt, endAt: at, pcm: { ...format, bytes: Buffer.concat(pieces) } }
  }
}

/** Has one text spoken. */
export async function synthesize(
  address: Address,
  { voice, speaker, language }: Settings,
  text: string,
): Promise<Report> {
  const talk = await Talk.open(address)
  try {
    const named = {
      ...(voice && { name: voice }),
      ...(speaker && { speaker }),
      ...(language && { language }),
    }
    const audio = talk.hear('end of the audio', gather())
    const askedAt = monotonicMs()
    talk.say('synthesize', { text, ...(Object.keys(named).length > 0 && { voice: named }) })
    const { startAt, firstAt, endAt, pcm } = await audio
    const wrong = implausible(pcm, text)
    return (tally) => {
      if (wrong !== null || firstAt === null) tally.fail(`"${text}": ${wrong ?? 'no audio'}`)
      else
        tally.pass({
          felt: firstAt - askedAt,
          compute: startAt === null ? null : startAt - askedAt,
          whole: endAt - askedAt,
        })
    }
  } finally {
    talk.close()
  }
}
