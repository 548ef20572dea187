import { createServer, type Socket } from 'node:net'
import { FrameReader, type WyomingEvent } from '../../probes/wyoming/frames'
import { fromBytes, SAMPLE_RATE, toBytes, toFloats } from '../engines/audio'
import type { Recogniser } from '../engines/stt'
import { VOICES, type Voice } from '../engines/tts'
import { WAKE_WORD, type WakeWord } from '../engines/wake'
import { sentencesOf } from '../response-filter'
import { CHUNK_SAMPLES, type Engines, finish } from './engines'

const FORMAT = { rate: SAMPLE_RATE, width: 2, channels: 1 }
const part = (name: string, models: object[]) => [
  { name, installed: true, attribution: { name: '', url: '' }, models },
]
const INFO = {
  asr: part('soundswallower', [{ name: 'house', languages: ['en'], installed: true }]),
  wake: part('porcupine', [{ name: WAKE_WORD, languages: ['en'], installed: true }]),
  tts: part('flite', [{ name: 'flite', installed: true, voices: VOICES.map((name) => ({ name })) }]),
}

/** Data after the line, as the servers in Python send it. */
function encode(type: string, data: object = {}, payload: Buffer = Buffer.alloc(0)): Buffer {
  const text = Buffer.from(JSON.stringify(data))
  const head = { type, version: '1.9.0', data_length: text.length, payload_length: payload.length }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), text, payload])
}

/** One client that asks for one thing at a time. */
class Client {
  readonly #socket: Socket
  readonly #engines: Engines
  #wakeWord: WakeWord | null = null
  #recogniser: Recogniser | null = null
  #told = false

  constructor(socket: Socket, engines: Engines) {
    this.#socket = socket
    this.#engines = engines
    const reader = new FrameReader()
    socket.on('data', (bytes) => {
      try {
        for (const event of reader.push(bytes)) this.#take(event)
      } catch (error) {
        this.#say('error', { text: (error as Error).message })
      }
    })
    socket.on('close', () => this.#release())
    socket.on('error', () => {})
  }

  #say(type: string, data?: object, payload?: Buffer) {
    if (this.#socket.writable) this.#socket.write(encode(type, data, payload))
  }

  #take({ type, data, payload }: WyomingEvent) {
    if (type === 'describe') this.#say('info', INFO)
    else if (type === 'synthesize') this.#speak(String(data.text), (data.voice as { name?: Voice })?.name)
    else if (type === 'detect') this.#wakeWord ??= this.#lend(this.#engines.wakeWords.take())
    else if (type === 'transcribe') this.#recogniser ??= this.#lend(this.#engines.recognisers.take())
    else if (type === 'audio-start') this.#told = false
    else if (type === 'audio-chunk') this.#hear(data, payload)
    else if (type === 'audio-stop') this.#stop()
  }

  #lend<T>(engine: T | null): T {
    if (engine === null) throw new Error('all engines are in use')
    return engine
  }

  #hear({ rate, width, channels, timestamp }: Record<string, unknown>, pcm: Buffer) {
    if (rate !== FORMAT.rate || width !== FORMAT.width || channels !== FORMAT.channels)
      throw new Error(`expected 16-bit mono at ${SAMPLE_RATE} Hz`)
    if (this.#told) return
    const audio = toFloats(fromBytes(pcm))
    if (this.#wakeWord?.hears(audio)) this.#tell('detection', { name: WAKE_WORD, timestamp })
    const text = this.#recogniser?.hear(audio) ?? null
    if (text !== null) this.#tell('transcript', { text })
  }

  #tell(type: string, data?: object) {
    this.#told = true
    this.#say(type, data)
  }

  #stop() {
    if (this.#wakeWord && !this.#told) this.#tell('not-detected')
    if (this.#recogniser && !this.#told) this.#tell('transcript', { text: finish(this.#recogniser) })
  }

  #speak(text: string, voice: Voice = VOICES[0]) {
    if (!VOICES.includes(voice)) throw new Error(`no voice ${voice}`)
    let started = false
    for (const sentence of sentencesOf(text)) {
      const audio = this.#engines.synthesiser.speak(sentence, voice)
      if (!started) this.#say('audio-start', FORMAT)
      started = true
      for (let at = 0; at < audio.length; at += CHUNK_SAMPLES)
        this.#say('audio-chunk', FORMAT, toBytes(audio.subarray(at, at + CHUNK_SAMPLES)))
    }
    this.#say('audio-stop')
  }

  #release() {
    if (this.#wakeWord) this.#engines.wakeWords.give(this.#wakeWord)
    if (this.#recogniser) this.#engines.recognisers.give(this.#recogniser)
    this.#wakeWord = null
    this.#recogniser = null
  }
}

/** The engines as Home Assistant would talk to them. */
export const wyomingServer = (engines: Engines) =>
  createServer({ noDelay: true }, (socket) => void new Client(socket, engines))
