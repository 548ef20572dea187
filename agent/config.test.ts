import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config'
import { definitionsOf } from './config-schema'
import { Refusal } from './exit'

const directory = mkdtempSync(join(tmpdir(), 'phasegate-config-'))
afterAll(() => rmSync(directory, { recursive: true }))

function file(text: string): string {
  const path = join(directory, 'phasegate.yml')
  writeFileSync(path, text)
  return path
}

const mistake = (text: string): string => {
  const path = file(text)
  try {
    readConfig(path)
  } catch (error) {
    if (error instanceof Refusal) return error.message.replace(`${path}:`, '')
    throw error
  }
  throw new Error('accepted')
}

test('reads benchmarks, their defaults and every target', () => {
  const { config } = readConfig(
    file(`
project: voice
benchmarks:
  - name: pipeline
    command: node measure.mjs
    metrics:
      stt: {unit: ms, direction: lower, target: 200, acceptance: 300}
      cleanup: {states: [pruned, kept], target: pruned, acceptance: pruned}
metrics:
  throughput: {unit: ops/s, direction: higher, target: 10, statistic: p5}
`),
  )
  expect(config).toMatchObject({ project: 'voice', suite: 'performance' })
  expect(config.benchmarks[0]).toMatchObject({ probe: 'exec', timeout: 300, command: 'node measure.mjs' })
  const definitions = definitionsOf(config)
  expect(definitions.get('stt')).toMatchObject({ statistic: 'p95', target: 200, acceptance: 300 })
  expect(definitions.get('cleanup')).toMatchObject({
    statistic: 'state',
    states: ['pruned', 'kept'],
    unit: null,
  })
  expect(definitions.get('throughput')).toMatchObject({ statistic: 'p5', acceptance: null })
})

test.each([
  ['project: [', /^1:\d+: /],
  ['project: a\nproject: b\n', /^2:1: .*unique/],
  ['projet: a\n', /^1:1: projet is not a key/],
  ['project: 12\n', /^1:1: project must be string/],
  [
    'benchmarks:\n  - name: x\n    command: y\n    timeout: soon\n',
    /^4:5: benchmarks\[0\]\.timeout must be number/,
  ],
  ['benchmarks:\n  - name: x\n', /^2:5: benchmarks\[0\]\.command must be a command/],
  ['benchmarks:\n  - name: x\n    probe: magic\n    command: y\n', /^3:5: benchmarks\[0\]\.probe /],
  ['metrics:\n  a:\n    unit: ms\n    direction: down\n', /^4:5: metrics\.a\.direction /],
  ['metrics:\n  a: {unit: ms, direction: lower, taget: 3}\n', /^2:\d+: metrics\.a\.taget is not a key/],
  ['metrics:\n  a: {states: [x, y], target: z}\n', /^2:\d+: metrics\.a\.target must be one of x, y/],
  ['metrics:\n  a: {states: [x, y, x]}\n', /^2:\d+: metrics\.a\.states each state once/],
  [
    'metrics:\n  a: {unit: ms, direction: lower, target: 9, acceptance: 5}\n',
    /^2:\d+: metrics\.a\.acceptance must not be tighter than the target, 9/,
  ],
  ['noise: {steal: 3}\n', /^1:\d+: noise\.steal is not a key/],
  ['noise:\n  loadPerCore: -1\n', /^2:3: noise\.loadPerCore must not be negative/],
  ['benchmarks:\n  - name: x\n    command: y\n    launches: 0\n', /^4:5: benchmarks\[0\]\.launches /],
  ['benchmarks:\n  - name: x\n    command: y\n    launches: 1001\n', /^4:5: benchmarks\[0\]\.launches /],
  [
    'benchmarks:\n  - name: x\n    command: y\n    warmup: 1.5\n',
    /^4:5: benchmarks\[0\]\.warmup must be a whole number/,
  ],
  ['benchmarks:\n  - name: x\n    command: y\n    samples: none\n', /^4:5: benchmarks\[0\]\.samples /],
  [
    'benchmarks:\n  - name: x\n    command: y\n    until: tomorrow\n',
    /^4:5: benchmarks\[0\]\.until must be conclusive/,
  ],
  [
    'benchmarks:\n  - name: x\n    command: y\n    until: conclusive\n',
    /^4:5: benchmarks\[0\]\.until needs a metric with a target/,
  ],
  [
    'benchmarks:\n  - name: x\n    command: y\n    budget: 60\n',
    /^4:5: benchmarks\[0\]\.budget goes with "until: conclusive" only/,
  ],
  [
    'benchmarks:\n  - name: x\n    command: y\n    metrics:\n      a: {unit: ms, direction: lower, measure: 3}\n',
    /^5:\d+: benchmarks\[0\]\.metrics\.a\.measure must be string/,
  ],
])('%j is refused with its place', (text, message) => {
  expect(mistake(text)).toMatch(message)
})

test('a file that is not there is named', () => {
  expect(() => readConfig(join(directory, 'none.yml'))).toThrow(/none\.yml: no such file; give --config/)
})
