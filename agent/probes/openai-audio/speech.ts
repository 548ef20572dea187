import type { Report } from '../../measuring/one-by-one'
import { implausible } from '../../measuring/plausible'
import { dataOffset, type Pcm, readWav } from '../../measuring/wav'
import { type Endpoint, post } from './endpoint'
import type { Settings } from './settings'

/** Watches a body for its first byte and for the first byte of sound, which in a WAVE file comes after its head. */
function firsts(format: Settings['format']) {
  let head = Buffer.alloc(0)
  const seen: { byteAt: number | null; soundAt: number | null } = { byteAt: null, soundAt: null }
  const onData = (piece: Buffer, at: number) => {
    seen.byteAt ??= at
    if (seen.soundAt !== null) return
    head = Buffer.concat([head, piece])
    const sound = format === 'pcm' ? 0 : dataOffset(head)
    if (sound !== null && head.length > sound) seen.soundAt = at
  }
  return { seen, onData }
}

function pcmOf(body: Buffer, { format, pcmRate }: Settings): Pcm {
  return format === 'wav' ? readWav(body) : { rate: pcmRate, width: 2, channels: 1, bytes: body }
}

/** Has one text spoken over `POST /audio/speech`. */
export async function speak(endpoint: Endpoint, settings: Settings, text: string): Promise<Report> {
  const { model, voice, format } = settings
  const { seen, onData } = firsts(format)
  const { sentAt, answeredAt, endedAt, body } = await post(endpoint, 'audio/speech', {
    type: 'application/json',
    body: Buffer.from(JSON.stringify({ model, voice, input: text, response_format: format })),
    onData,
  })
  const { byteAt, soundAt } = seen
  const wrong = implausible(pcmOf(body, settings), text)
  return (tally) => {
    if (wrong !== null || byteAt === null || soundAt === null) tally.fail(`"${text}": ${wrong ?? 'no audio'}`)
    else
      tally.pass({
        felt: soundAt - sentAt,
        compute: answeredAt - sentAt,
        first_byte: byteAt - sentAt,
        whole: endedAt - sentAt,
      })
  }
}
