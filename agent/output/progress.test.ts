import { describe, expect, test } from 'vitest'
import { durationText, openProgress } from './progress'

function watch(env: Record<string, string> = {}, more: { isTTY?: boolean; columns?: number } = {}) {
  const written: string[] = []
  let time = 0
  const stream = { isTTY: true, columns: 80, ...more, write: (text: string) => written.push(text) }
  return {
    written,
    last: () => written.at(-1)!.replace('\r\u001b[2K', ''),
    pass: (seconds: number) => {
      time += seconds * 1000
    },
    open: (quiet = false) => openProgress(stream, quiet, env, () => time),
  }
}

describe('on a terminal', () => {
  test('is one line with bar, benchmark and time left', () => {
    const { open, pass, last } = watch()
    const progress = open()
    progress.start(['stt', 'tts'])
    progress.step('stt', 0, 5)
    expect(last()).toBe('░░░░░░░░░░░░░░░░░░░░ 1/2 · stt 1/5')
    pass(10)
    progress.step('stt', 1, 5)
    expect(last()).toBe('██░░░░░░░░░░░░░░░░░░ 1/2 · stt 2/5 · about 2 min left')
    pass(40)
    progress.step('tts', 0, 1)
    expect(last()).toBe('██████████░░░░░░░░░░ 2/2 · tts · about 50 s left')
    progress.step('tts', 1, 1)
    expect(last()).toBe('████████████████████ 2/2 · tts')
  })
  test('never is wider than that, and goes away', () => {
    const { open, last, written } = watch({}, { columns: 40 })
    const progress = open()
    progress.start(['a'.repeat(60)])
    progress.step('a'.repeat(60), 0, 1)
    expect(last()).toHaveLength(39)
    progress.finish()
    expect(written.at(-1)).toBe('\r\u001b[2K')
  })
})

test.each([
  ['in a pipe', {}, { isTTY: false }],
  ['on a dumb terminal', { TERM: 'dumb' }, {}],
  ['in CI, whose log keeps every line', { CI: 'true' }, {}],
])('%s it is a plain line for each launch', (_, env, more) => {
  const { open, written } = watch(env, more)
  const progress = open()
  progress.start(['stt', 'tts'])
  for (const done of [0, 1, 2]) progress.step('stt', done, 3)
  progress.step('tts', 0, 1)
  progress.finish()
  expect(written).toEqual([
    ...[1, 2, 3].map((i) => `running stt, launch ${i} of at most 3\n`),
    'running tts\n',
  ])
})

test('quiet is quiet', () => {
  const { open, written } = watch()
  const progress = open(true)
  progress.start(['stt'])
  progress.step('stt', 0, 1)
  progress.finish()
  expect(written).toEqual([])
})

test.each([
  [0, '5 s'],
  [41, '45 s'],
  [55, '1 min'],
  [119, '2 min'],
  [3_900, '1 h 5 min'],
])('%d seconds are %s', (seconds, text) => expect(durationText(seconds)).toBe(text))
