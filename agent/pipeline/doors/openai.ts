import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { writeWav } from '../../measuring/wav'
import { decodeWav, SAMPLE_RATE, toBytes } from '../engines/audio'
import { VOICES, type Voice } from '../engines/tts'
import { sentencesOf } from '../response-filter'
import { type Engines, transcribeWhole } from './engines'

const UNKNOWN_LENGTH = 0xffff_ffff

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** The head of a WAVE file whose length is not known yet. */
function openHead(): Buffer {
  const head = writeWav({ rate: SAMPLE_RATE, width: 2, channels: 1, bytes: Buffer.alloc(0) })
  head.writeUInt32LE(UNKNOWN_LENGTH, 4)
  head.writeUInt32LE(UNKNOWN_LENGTH, 40)
  return head
}

/** Sentence by sentence, each sent when it is made. */
async function speech(engines: Engines, body: Buffer, response: ServerResponse) {
  const { input, voice, response_format: format } = JSON.parse(body.toString()) as Record<string, string>
  if (!input) throw new Refusal(400, 'input is missing')
  if (!VOICES.includes(voice as Voice)) throw new Refusal(400, `no voice ${voice}`)
  if (format !== 'wav' && format !== 'pcm') throw new Refusal(400, 'response_format must be wav or pcm')
  response.writeHead(200, { 'content-type': format === 'wav' ? 'audio/wav' : 'audio/pcm' })
  if (format === 'wav') response.write(openHead())
  else response.flushHeaders()
  for (const sentence of sentencesOf(input)) {
    await setImmediate()
    response.write(toBytes(engines.synthesiser.speak(sentence, voice as Voice)))
  }
  response.end()
}

async function formOf(request: IncomingMessage, body: Buffer): Promise<FormData> {
  const type = request.headers['content-type'] ?? ''
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  } catch {
    throw new Refusal(400, 'expected a multipart form')
  }
}

async function transcription(engines: Engines, form: FormData, response: ServerResponse) {
  const file = form.get('file')
  if (!(file instanceof File)) throw new Refusal(400, 'file is missing')
  const recogniser = engines.recognisers.take()
  if (!recogniser) throw new Refusal(429, 'all engines are in use')
  let text: string
  try {
    text = transcribeWhole(recogniser, toBytes(decodeWav(Buffer.from(await file.arrayBuffer()))))
  } finally {
    engines.recognisers.give(recogniser)
  }
  if (form.get('stream') !== 'true') return answer(response, 200, { text })
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const event = (data: object) => response.write(`data: ${JSON.stringify(data)}\n\n`)
  for (const word of text.split(/(?= )/)) event({ type: 'transcript.text.delta', delta: word })
  event({ type: 'transcript.text.done', text })
  response.end('data: [DONE]\n\n')
}

function answer(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The engines as OpenAI's speech and transcription endpoints; with a key only for whoever has it. */
export const openaiServer = (engines: Engines, apiKey?: string) =>
  createServer(async (request, response) => {
    try {
      const body = await buffer(request)
      if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`)
        throw new Refusal(401, 'the key is not valid')
      if (request.method !== 'POST') throw new Refusal(405, 'POST alone')
      if (request.url === '/v1/audio/speech') await speech(engines, body, response)
      else if (request.url === '/v1/audio/transcriptions')
        await transcription(engines, await formOf(request, body), response)
      else throw new Refusal(404, 'no such endpoint')
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 500
      if (response.headersSent) response.destroy()
      else answer(response, status, { error: { message: (error as Error).message } })
    }
  })
