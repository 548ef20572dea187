import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Report } from '../../measuring/one-by-one'
import type { Recording } from '../../measuring/recordings'
import { msOf } from '../../measuring/wav'
import type { WordErrorRate } from '../../measuring/wer'
import { type Endpoint, post } from './endpoint'
import type { Settings } from './settings'

const MAX_EVENT = 1024 * 1024

/** A form with one file, as RFC 7578 has it. */
function form(fields: Record<string, string>, { file, wav }: Recording): { type: string; body: Buffer } {
  const boundary = `phasegate-${randomUUID()}`
  const part = (disposition: string) => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`
  const texts = Object.entries(fields).map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`)
  const name = basename(file).replace(/["\r\n]/g, '_')
  const head = `${texts.join('')}${part(`name="file"; filename="${name}"`)}content-type: audio/wav\r\n\r\n`
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), wav, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}

type Said = { type?: string; delta?: string; text?: string }

/** Reads server-sent events as they come: the first piece of the transcript and the whole of it. */
export function transcriptEvents() {
  let rest = ''
  const decoder = new TextDecoder()
  const seen: { deltaAt: number | null; doneAt: number | null; text: string | null } = {
    ...{ deltaAt: null, doneAt: null, text: null },
  }
  const take = (event: string, at: number) => {
    const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'))
    const data = lines.map((line) => line.slice(5).trimStart()).join('\n')
    if (data === '' || data === '[DONE]') return
    let said: Said
    try {
      said = JSON.parse(data) as Said
    } catch {
      throw new Error('an event that is no JSON')
    }
    if (said.type === 'transcript.text.delta') seen.deltaAt ??= at
    if (said.type === 'transcript.text.done') {
      seen.doneAt ??= at
      seen.text ??= said.text ?? ''
    }
  }
  const onData = (piece: Buffer, at: number) => {
    rest += decoder.decode(piece, { stream: true })
    const events = rest.split(/\r?\n\r?\n/)
    rest = events.pop() ?? ''
    if (rest.length > MAX_EVENT) throw new Error('an event without end')
    for (const event of events) take(event, at)
  }
  return { seen, onData }
}

function textOf(body: Buffer): string {
  try {
    const { text } = JSON.parse(body.toString()) as { text?: unknown }
    if (typeof text === 'string') return text
  } catch {
    // told below
  }
  throw new Error('an answer without text')
}

/** Sends one recording to `POST /audio/transcriptions`: from the request to its text. */
export async function transcribe(
  endpoint: Endpoint,
  { model, language, stream, maxWer }: Settings,
  recording: Recording,
  rate: WordErrorRate,
): Promise<Report> {
  const { seen, onData } = transcriptEvents()
  const fields = { model, ...(language && { language }), ...(stream && { stream: 'true' }) }
  const answer = await post(endpoint, 'audio/transcriptions', {
    ...form(fields, recording),
    ...(stream && { onData }),
  })
  if (stream && seen.text === null) throw new Error('no transcript.text.done')
  const said = seen.text ?? textOf(answer.body)
  const felt = (seen.doneAt ?? answer.endedAt) - answer.sentAt
  const text = recording.text ?? ''
  return (tally) => {
    if (rate.add(text, said) > maxWer)
      return tally.fail(said ? `"${text}" became "${said}"` : `"${text}" was not understood`)
    tally.pass({
      felt,
      first_delta: seen.deltaAt === null ? null : seen.deltaAt - answer.sentAt,
      real_time_factor: felt / msOf(recording.pcm),
    })
  }
}
