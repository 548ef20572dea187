import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ascending, quantile } from '@/lib/core/stats'
import { monotonicMs } from '../measuring/clock'
import { type Doors, startDoors } from '../pipeline/doors/start'
import { writeRecordings } from '../pipeline/recordings'
import { launchContext } from '../testing/launch'
import { numberOf, samplesOf } from '../testing/measured'
import type { LaunchContext } from './probe'
import { wyoming } from './wyoming'
import { encode, FrameReader, type WyomingEvent } from './wyoming/frames'

const PHRASES = ['turn on the kitchen light', 'play some music']
let doors: Doors
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'phasegate-wyoming-'))
  ;[doors] = await Promise.all([startDoors(), writeRecordings(directory, PHRASES, ['slt', 'rms'])])
}, 60_000)
afterAll(async () => {
  await doors?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const measure = (settings: object, context: Partial<LaunchContext> = {}) =>
  wyoming.launch(
    wyoming.settings.parse({ port: doors.wyoming, ...settings }),
    launchContext({ samples: 2, warmup: 0, configDirectory: directory, ...context }),
  )
const typical = (samples: number[]) => quantile(ascending(samples), 0.5)

test('transcripts of a real recogniser: what is felt holds its waiting, what it computes does not', async () => {
  const launch = await measure({ task: 'stt', audio: 'commands.json' })
  expect(launch.failure).toBeNull()
  expect(numberOf(launch, 'wer')).toBe(0)
  expect(numberOf(launch, 'failure_rate')).toBe(0)
  const felt = samplesOf(launch, 'felt')
  expect(felt).toHaveLength(2)
  expect(typical(felt)).toBeGreaterThan(150)
  expect(typical(felt)).toBeLessThan(1_000)
  expect(typical(samplesOf(launch, 'compute'))).toBeLessThan(typical(felt))
  expect(launch.counts).toMatchObject({ endsByAlignment: 2, endsByLoudness: 0 })
}, 60_000)

test('a microphone that stops soon after the words waits for nothing but the machine', async () => {
  const launch = await measure({ task: 'stt', audio: 'commands.json', stopAfter: 100 })
  expect(numberOf(launch, 'failure_rate')).toBe(0)
  expect(typical(samplesOf(launch, 'felt'))).toBeLessThan(100 + 300)
  expect(typical(samplesOf(launch, 'real_time_factor'))).toBeLessThan(1)
}, 60_000)

test('a transcript other than what was said has no latency, unless so many errors are allowed', async () => {
  const commands = JSON.parse(readFileSync(join(directory, 'commands.json'), 'utf8'))
  const audio = commands.map(({ file }: { file: string }) => ({ file, text: 'Turn on the kitchen light!' }))
  const strict = await measure({ task: 'stt', audio })
  expect(samplesOf(strict, 'felt')).toHaveLength(1)
  expect(numberOf(strict, 'failure_rate')).toBe(50)
  expect(numberOf(strict, 'wer')).toBe(50)
  expect(strict.counts).toMatchObject({ endsByAlignment: 0, endsByLoudness: 2 })
  const lax = await measure({ task: 'stt', audio: audio.slice(1), maxWer: 100 }, { samples: 1 })
  expect(samplesOf(lax, 'felt')).toHaveLength(1)
}, 60_000)

test('a wake word is heard, and commands without it wake nobody', async () => {
  const launch = await measure({ task: 'wake', names: ['jarvis'], audio: 'wakes.json' }, { samples: 4 })
  expect(launch.failure).toBeNull()
  expect(samplesOf(launch, 'felt')).toHaveLength(2)
  expect(typical(samplesOf(launch, 'felt'))).toBeLessThan(800)
  expect(typical(samplesOf(launch, 'compute'))).toBeLessThan(100)
  expect(numberOf(launch, 'missed')).toBe(0)
  expect(numberOf(launch, 'false_accepts')).toBe(0)
}, 60_000)

test('a word that is not heard, or taken for another, is missed', async () => {
  const audio = [
    { file: 'command-0.wav', wake: 'jarvis' },
    { file: 'wake-slt.wav', wake: 'alexa' },
  ]
  const shown: string[] = []
  const launch = await measure({ task: 'wake', audio }, { show: (line) => shown.push(line) })
  expect(numberOf(launch, 'missed')).toBe(100)
  expect(samplesOf(launch, 'felt')).toEqual([])
  expect(launch.failure).toMatch(/^none of 2 was right/)
  expect(shown).toEqual([
    'not counted: 1 of 2: command-0.wav: missed',
    'not counted: 1 of 2: wake-slt.wav: woke for something else',
  ])
}, 60_000)

test('speech is whole, and a voice that is not there is a failure', async () => {
  const text = ['It will be sunny. The high is 21 degrees.', 'Okay.']
  const launch = await measure({ task: 'tts', text }, { samples: 6 })
  expect(launch.failure).toBeNull()
  expect(samplesOf(launch, 'felt')).toHaveLength(6)
  const [felt, compute, whole] = ['felt', 'compute', 'whole'].map((name) => typical(samplesOf(launch, name)))
  expect(compute).toBeLessThanOrEqual(felt!)
  expect(felt).toBeLessThanOrEqual(whole!)
  const none = await measure({ task: 'tts', text, voice: 'nobody' })
  expect(none.failure).toBe('none of 2 was right: the server says: no voice nobody')
}, 30_000)

test('the description comes back in a round trip', async () => {
  const launch = await measure({ task: 'describe' }, { samples: 50 })
  expect(samplesOf(launch, 'round_trip')).toHaveLength(50)
  expect(typical(samplesOf(launch, 'round_trip'))).toBeLessThan(20)
})

const fakes: { server: Server; sockets: Set<Socket> }[] = []
afterEach(() => {
  for (const { server, sockets } of fakes.splice(0)) {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
})

/** A server that answers as badly as it is told to. */
async function fake(answer: (event: WyomingEvent, socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const reader = new FrameReader()
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      for (const event of reader.push(bytes)) answer(event, socket)
    })
  })
  fakes.push({ server, sockets })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as { port: number }).port, sockets }
}

test.each<[string, (event: WyomingEvent, socket: Socket) => void, string]>([
  ['hangs up', (_, socket) => socket.end(), 'the server closed the connection'],
  ['says nothing', () => {}, 'no end of the audio in 0.3 s'],
  ['speaks HTTP', (_, socket) => socket.write('HTTP/1.1 400\r\n\r\n'), 'the server does not speak Wyoming'],
  ['is fast and mute', (_, socket) => socket.write(encode('audio-stop')), '"hello there": no audio'],
])('a server that %s fails', async (_, answer, why) => {
  const { port } = await fake(answer)
  const launch = await measure({ port, task: 'tts', text: ['hello there'], patience: 0.3 })
  expect(launch.failure).toContain(why)
  expect(numberOf(launch, 'failure_rate')).toBe(100)
  expect(samplesOf(launch, 'felt')).toEqual([])
})

test('a server that hangs up after each answer is asked again, and nothing piles up', async () => {
  const warnings: Error[] = []
  const warned = (warning: Error) => warnings.push(warning)
  process.on('warning', warned)
  const { port, sockets } = await fake((_, socket) => socket.end(encode('info', { asr: [{ name: 'a' }] })))
  const launch = await measure({ port, task: 'describe' }, { samples: 15 })
  process.off('warning', warned)
  expect(numberOf(launch, 'failure_rate')).toBe(0)
  expect(samplesOf(launch, 'round_trip')).toHaveLength(15)
  expect(sockets.size).toBeGreaterThanOrEqual(15)
  expect(warnings).toEqual([])
})

test('what is said too early is no detection, and a time that is up ends the recording', async () => {
  const { port, sockets } = await fake(({ type }, socket) => {
    if (type === 'audio-start') socket.write(encode('detection', { name: 'jarvis' }))
  })
  const early = await measure({ port, task: 'wake', audio: [{ file: 'wake-slt.wav' }] }, { samples: 1 })
  expect(numberOf(early, 'missed')).toBe(100)
  const ending = new AbortController()
  setTimeout(() => ending.abort(new Error('timed out after 0.3 s')), 300)
  const started = monotonicMs()
  const launch = await measure({ port, task: 'stt', audio: 'commands.json' }, { signal: ending.signal })
  expect(launch.failure).toBe('timed out after 0.3 s')
  expect(monotonicMs() - started).toBeLessThan(1_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([...sockets].filter((socket) => !socket.destroyed)).toEqual([])
}, 15_000)

test('settings that cannot be measured are refused, and recordings that cannot be read are named', async () => {
  const refusal = (given: object) =>
    wyoming.settings.safeParse({ port: 1, ...given }).error?.issues[0]?.message
  expect(refusal({ task: 'stt' })).toBe('is needed for stt')
  expect(refusal({ task: 'tts' })).toBe('is needed for tts')
  expect(refusal({ task: 'stt', audio: [{ file: 'a.wav' }] })).toMatch('needs the text')
  writeFileSync(join(directory, 'broken.wav'), 'nothing')
  const audio = (file: string) => ({ task: 'wake', audio: [{ file }] })
  await expect(measure(audio('broken.wav'))).rejects.toThrow('broken.wav: not a WAVE file')
  await expect(measure(audio('none.wav'))).rejects.toThrow('none.wav')
})
