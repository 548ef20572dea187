import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../config'
import { PROBES } from '../probes/probes'
import { configurationFor, slugOf } from './configuration'
import { detect, type Found } from './detect'
import { examplesFor } from './examples'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'phasegate-init-'))
})
afterEach(() => rmSync(directory, { recursive: true }))
const put = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(directory, name)), { recursive: true })
  writeFileSync(path.join(directory, name), text)
}
const NOTHING: Found = { name: null, commands: [], pytest: [], services: [] }
const read = (text: string) => {
  put('phasegate.yml', text)
  return readConfig(path.join(directory, 'phasegate.yml')).config
}

describe('finds', () => {
  test('scripts that measure, with the package manager in use', async () => {
    put(
      'package.json',
      '{"name": "@me/voice", "scripts": {"bench": "x", "test": "y", "perf:stt": "z", "workbench": "n"}}',
    )
    put('pnpm-lock.yaml', '')
    const { name, commands } = await detect(directory)
    expect(name).toBe('@me/voice')
    expect(commands.map(({ command }) => command)).toEqual(['pnpm run bench', 'pnpm run perf:stt'])
  })
  test('pytest files that measure, and not those of packages', async () => {
    put('tests/integration/test_performance.py', '')
    put('tests/test_login.py', '')
    put('tests/.venv/test_benchmark.py', '')
    put('test_bench_stt.py', '')
    expect((await detect(directory)).pytest).toEqual([
      'test_bench_stt.py',
      'tests/integration/test_performance.py',
    ])
  })
  test('Cargo and Go', async () => {
    put('Cargo.toml', '')
    put('benches/a.rs', '')
    put('go.mod', '')
    expect((await detect(directory)).commands.map(({ name }) => name)).toEqual(['cargo bench', 'go bench'])
  })
  test('ports that a compose file publishes', async () => {
    put(
      'compose.yml',
      'services:\n  db: {image: "postgres:17", ports: ["127.0.0.1:22150:5432"]}\n  stt: {image: rhasspy/wyoming-whisper, ports: ["22151:10300"]}\n  web: {ports: [{published: 22152, target: 80}, 9]}\n  none: {}\n',
    )
    const found = (await detect(directory)).services.filter(({ why }) => why.includes('compose.yml'))
    expect(found.map(({ kind, port }) => [kind, port])).toEqual([
      ['postgres', 22150],
      ['wyoming', 22151],
      ['http', 22152],
      ['http', 9],
    ])
  })
  test('nothing in files that are broken', async () => {
    put('package.json', '{')
    put('docker-compose.yml', 'services: [')
    expect(await detect(directory)).toMatchObject({ name: null, commands: [] })
  })
})

describe('what is written', () => {
  const commands = [
    { name: 'bench', command: 'npm run --silent bench', why: 'a script' },
    { name: 'perf: "all"', command: "go test -run '^$' -bench . ./...", why: 'go.mod' },
  ]
  test('is a configuration that runs what was found', () =>
    expect(read(configurationFor({ ...NOTHING, commands }, 'voice'))).toMatchObject({
      project: 'voice',
      benchmarks: commands.map(({ name, command }) => ({ name, command, probe: 'exec' })),
    }))
  test('is one too where nothing was found', () =>
    expect(read(configurationFor(NOTHING, 'on'))).toMatchObject({ project: 'on', benchmarks: [] }))

  const enabled = (probe: string) => {
    const lines = configurationFor({ ...NOTHING, commands }, 'voice').split('\n')
    const from = lines.indexOf(`  # - name: ${probe} example`)
    const to = lines.indexOf('', from)
    return lines.map((line, i) => (i >= from && i < to ? line.replace('# ', '') : line)).join('\n')
  }
  test.each(examplesFor(NOTHING))(
    'has an example of $probe that only its comment marks keep from running',
    ({ probe }) => {
      expect(read(enabled(probe)).benchmarks.at(-1)).toMatchObject({ probe, name: `${probe} example` })
    },
  )
  test('has one of every probe', () =>
    expect(['exec', ...examplesFor(NOTHING).map(({ probe }) => probe)].sort()).toEqual(
      Object.keys(PROBES).sort(),
    ))
  test('fills in what was found', () => {
    const services = [{ kind: 'wyoming' as const, port: 22153, why: 'service stt of compose.yml' }]
    expect(configurationFor({ ...NOTHING, services }, 'p')).toContain('port: 22153')
  })
})

test.each([
  ['@me/Voice Assistant', 'me-voice-assistant'],
  ['---', 'my-project'],
  ['a'.repeat(70), 'a'.repeat(63)],
])('%s becomes %s', (name, slug) => expect(slugOf(name)).toBe(slug))

test('an unreadable directory is no reason to fail', async () =>
  expect((await detect(path.join(directory, 'none'))).commands).toEqual([]))

test('the text explains itself', () =>
  expect(
    configurationFor(NOTHING, 'p')
      .split('\n')
      .filter((l) => l.includes('#')).length,
  ).toBeGreaterThan(30))
