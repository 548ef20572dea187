import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ascending, quantile } from '@/lib/core/stats'
import { type Doors, startDoors } from '../pipeline/doors/start'
import { writeRecordings } from '../pipeline/recordings'
import { launchContext } from '../testing/launch'
import { numberOf, samplesOf } from '../testing/measured'
import { startWebServer } from '../testing/web-server'
import { openaiAudio } from './openai-audio'
import { transcriptEvents } from './openai-audio/transcription'
import type { LaunchContext } from './probe'

const KEY = 'sk-a-key-that-nobody-may-see'
let doors: Doors
let directory: string
const servers: Awaited<ReturnType<typeof startWebServer>>[] = []

beforeAll(async () => {
  process.env.PIPELINE_KEY = KEY
  directory = await mkdtemp(join(tmpdir(), 'phasegate-openai-'))
  const phrases = ['turn on the kitchen light', 'play some music']
  ;[doors] = await Promise.all([
    startDoors({ apiKey: KEY }),
    writeRecordings(directory, phrases, ['slt', 'rms']),
  ])
}, 60_000)
afterAll(async () => {
  delete process.env.PIPELINE_KEY
  await doors?.stop()
  rmSync(directory, { recursive: true, force: true })
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const speaking = {
  task: 'speech',
  voice: 'slt',
  text: ['It will be sunny. The high is 21 degrees.', 'Okay.'],
}
const hearing = { task: 'transcriptions', audio: 'commands.json' }
const measure = (settings: object, context: Partial<LaunchContext> = {}) =>
  openaiAudio.launch(
    openaiAudio.settings.parse({
      url: `http://127.0.0.1:${doors.openai}/v1`,
      model: 'house',
      apiKeyEnv: 'PIPELINE_KEY',
      ...settings,
    }),
    launchContext({ samples: 6, warmup: 1, configDirectory: directory, ...context }),
  )
const typical = (samples: number[]) => quantile(ascending(samples), 0.5)
const fake = async (...given: Parameters<typeof startWebServer>) => {
  servers.push(await startWebServer(...given))
  return { url: servers.at(-1)!.url }
}

test.each(['wav', 'pcm'])('speech as %s: headers, then its first sound, then all of it', async (format) => {
  const launch = await measure({ ...speaking, format, pcmRate: 16_000 })
  expect(launch.failure).toBeNull()
  expect(numberOf(launch, 'failure_rate')).toBe(0)
  for (const name of ['felt', 'compute', 'first_byte', 'whole'])
    expect(samplesOf(launch, name)).toHaveLength(6)
  const [felt, compute, whole] = ['felt', 'compute', 'whole'].map((name) => typical(samplesOf(launch, name)))
  expect(compute).toBeLessThan(felt!)
  expect(felt).toBeLessThan(whole!)
})

test('the head of a WAVE file is no sound yet', async () => {
  const launch = await measure(speaking)
  expect(typical(samplesOf(launch, 'first_byte'))).toBeLessThan(typical(samplesOf(launch, 'felt')) - 3)
})

test.each([{ stream: false }, { stream: true }])(
  'transcripts with %j',
  async (given) => {
    const launch = await measure({ ...hearing, ...given, language: 'en' })
    expect(launch.failure).toBeNull()
    expect(numberOf(launch, 'wer')).toBe(0)
    expect(samplesOf(launch, 'felt')).toHaveLength(6)
    expect(samplesOf(launch, 'first_delta')).toHaveLength(given.stream ? 6 : 0)
    expect(typical(samplesOf(launch, 'real_time_factor'))).toBeLessThan(1)
  },
  20_000,
)

test('a wrong transcript and speech that is none are failures and have no latency', async () => {
  const said = await fake((_, response) => void response.end('{"text": "play some music"}'))
  const half = await measure({ ...hearing, ...said })
  expect(samplesOf(half, 'felt')).toHaveLength(3)
  expect(numberOf(half, 'failure_rate')).toBe(50)
  const mute = await fake((_, response) => void response.end(Buffer.alloc(64_000)))
  const silent = await measure({ ...speaking, ...mute, format: 'pcm', text: ['play some music'] })
  expect(silent.failure).toBe('none of 6 was right: "play some music": silent audio')
  expect(samplesOf(silent, 'felt')).toEqual([])
})

test('the key is shown to the server and to nobody else', async () => {
  process.env.OTHER_KEY = 'sk-another'
  const lines: string[] = []
  const wrong = await measure({ ...speaking, apiKeyEnv: 'OTHER_KEY' }, { show: (line) => lines.push(line) })
  expect(wrong.failure).toBe('none of 6 was right: status 401: the key is not valid')
  const talkative = await fake((request, response) => {
    const message = `no such key: ${request.headers.authorization}`
    response.writeHead(401).end(JSON.stringify({ error: { message } }))
  })
  const told = await measure({ ...hearing, ...talkative }, { show: (line) => lines.push(line) })
  expect(told.failure).toBe('none of 6 was right: status 401: no such key: Bearer …')
  expect(JSON.stringify([wrong, told, lines])).not.toMatch(/sk-/)
  delete process.env.OTHER_KEY
  await expect(measure({ ...speaking, apiKeyEnv: 'OTHER_KEY' })).rejects.toThrow(
    'OTHER_KEY is not set: it holds the key of the server',
  )
})

test.each([
  ['data: nonsense\n\n', 'an event that is no JSON'],
  ['data: {"type": "transcript.text.delta", "delta": "play"}\n\n', 'no transcript.text.done'],
  ['', 'no transcript.text.done'],
])('a stream that is %j fails', async (body, why) => {
  const server = await fake((_, response) => void response.end(body))
  expect((await measure({ ...hearing, ...server, stream: true })).failure).toBe(`none of 6 was right: ${why}`)
})

test('events are read however they are cut, and whatever ends their lines', () => {
  const text =
    'event: x\r\ndata: {"type":"transcript.text.delta","delta":"ü"}\r\n\r\n: note\n\ndata: {"type":"transcript.text.done",\ndata: "text":"über"}\n\ndata: [DONE]\n\n'
  const { seen, onData } = transcriptEvents()
  for (const [i, byte] of [...Buffer.from(text)].entries()) onData(Buffer.from([byte]), i)
  expect(seen.text).toBe('über')
  expect(seen.deltaAt).toBeLessThan(seen.doneAt!)
})

test('a time that is up ends a request that is never answered', async () => {
  const server = await fake(() => {})
  const ending = new AbortController()
  setTimeout(() => ending.abort(new Error('stopped')), 100)
  const launch = await measure({ ...speaking, ...server }, { signal: ending.signal })
  expect(launch).toMatchObject({ failure: 'stopped', measurements: [] })
})

test.each([
  [{ task: 'speech', text: ['a'] }, 'is needed for speech'],
  [{ task: 'transcriptions' }, 'is needed for transcriptions'],
  [{ ...speaking, apiKeyEnv: 'sk-secret' }, 'must be the name of an environment variable'],
])('%j is refused', (given, message) => {
  const parsed = openaiAudio.settings.safeParse({ url: 'http://127.0.0.1:1/v1', model: 'm', ...given })
  expect(parsed.error?.issues[0]?.message).toBe(message)
})
