import { expect, test } from 'vitest'
import { judgeRun } from '@/lib/core/verdict'
import { readConfig } from '../config'
import { definitionsOf } from '../config-schema'
import { palette } from './colour'
import { widthOf } from './table'
import { columnsOf } from './terminal'
import { goalCounts, verdictsMarkdown, verdictsText } from './verdicts'

const plain = palette({})
const definitions = [...definitionsOf(readConfig('phasegate.yml').config).values()]
const { verdicts } = judgeRun(
  definitions.map((definition) => ({
    definition,
    measurement:
      definition.unit === null
        ? { metric: definition.metric, state: 'not_pruned' }
        : {
            metric: definition.metric,
            unit: definition.unit,
            samples: Array.from({ length: 60 }, (_, i) => 230 + i),
          },
    history: [],
  })),
)
const lines = (width?: number) => verdictsText(verdicts, plain, width).split('\n')
const lineOf = (metric: string, width?: number) =>
  lines(width).find((line) => line.startsWith(`${metric} `)) ?? ''

test('with room, a metric is one line with everything', () => {
  for (const part of [
    'p95',
    '286.1 ms',
    '283 ms to 289 ms',
    '200 ms',
    '300 ms',
    '◐ acceptable',
    '○ no baseline',
  ])
    expect(lineOf('tts_first_chunk').replaceAll('\u2009', ' ')).toContain(part)
  expect(lineOf('context_window_cleanup')).toContain('not pruned')
  expect(lines().indexOf('')).toBe(1 + verdicts.length)
})

test.each([100, 80])('on %d columns nothing runs over and nothing is lost', (width) => {
  const text = lines(width)
  for (const line of text) expect(widthOf(line)).toBeLessThanOrEqual(width)
  expect(lineOf('tts_first_chunk', width)).toMatch(/286\.1.ms +◐ acceptable +○ no baseline$/)
  const detail = text[text.indexOf(lineOf('tts_first_chunk', width)) + 1]
  expect(detail?.replaceAll('\u2009', ' ')).toBe(
    '  p95, 95% interval 283 ms to 289 ms, target 200 ms, acceptance 300 ms',
  )
  expect(text).toContain('  target pruned at limit, acceptance pruned eventually')
})

test('Markdown has the table and a sentence for what asks for one', () => {
  const text = verdictsMarkdown(verdicts, plain)
  expect(text).toContain('| context\\_window\\_cleanup | state | not pruned |')
  expect(text).toContain('\n\n- wake\\_word\\_detection: ')
  expect(text).not.toContain('- websocket\\_send\\_latency')
})

test('metrics that failed of one cause share a sentence', () => {
  const failed = verdicts.map((v) => ({ ...v, goal: 'error' as const, error: 'no engine' }))
  const sentences = verdictsText(failed, plain).split('\n\n')[1]
  expect(sentences?.split('\n')).toHaveLength(1)
  expect(sentences).toMatch(/^ {2}wake_word_detection, .*, database_query_latency: no engine$/)
})

test('a screen has its width, a file has any', () => {
  expect(columnsOf({ isTTY: true, columns: 100 }, {})).toBe(100)
  expect(columnsOf({}, {})).toBe(Number.POSITIVE_INFINITY)
  expect(columnsOf({}, { COLUMNS: '90' })).toBe(90)
})

test('what was skipped is so called, and is no error', () => {
  const definition = definitions.find((d) => d.unit !== null)!
  const { verdicts: of } = judgeRun(
    ['skipped: no GPU', 'skipped', 'no model'].map((error) => ({
      definition,
      measurement: { metric: definition.metric, error },
      history: [],
    })),
  )
  expect(of.map((v) => v.reason)).toEqual([
    'Not measured: skipped, no GPU',
    'Not measured: skipped',
    'Not measured: no model',
  ])
  const [first, second, third] = verdictsText(of, plain).split('\n').slice(1)
  for (const line of [first, second]) expect(line).toMatch(/ skipped .* ○ skipped /)
  expect(third).toMatch(/ failed .* ■ error /)
  expect(goalCounts(of)).toBe('1 error, 2 skipped')
})
