import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunUpload, receipt, runUpload } from '@/lib/core/wire'
import { anUpload } from '@/lib/db/testing/fixtures'
import { version } from '../package.json'
import { type Agent, downloadAgent } from './support/agent'
import { type Ask, caller } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows } from './support/rows'

const app = sharedApp()
const file = (name: string) => readFileSync(path.join(import.meta.dirname, 'support/files', name), 'utf8')
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
let agent: Agent
const made: Agent[] = []
beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
  for (const metric of ['stt', 'tts'])
    await ask('PUT', `${tenant.at}/metrics/${metric}`, {
      body: { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 },
    })
})
beforeEach(async () => {
  agent = await downloadAgent(app, tenant.token)
  made.push(agent)
})
afterAll(() => {
  for (const one of made) one.remove()
})

/** A run that is told from every other by its branch, so that no history judges it. */
const run = (more: Partial<RunUpload> = {}) =>
  anUpload(tenant.project.slug, { branch: `branch ${uuid()}`, environment: { name: 'ci' }, ...more })
const of = (value: number, metric = 'stt') => ({ metric, unit: 'ms', value, low: value - 1, high: value + 1 })
const WHO = () => [
  '--project',
  tenant.project.slug,
  '--branch',
  'main',
  '--commit',
  'c0ffee',
  '--environment',
  'ci',
]
const readRun = async (id: string) => (await ask('GET', `/api/v1/runs/${id}`)).json

test('the file that the server hands out is all there is, and works', async () => {
  expect(readdirSync(agent.directory)).toEqual(['phasegate.mjs'])
  expect(await agent.run(['--version'])).toMatchObject({
    code: 0,
    stdout: `phasegate ${version}\n`,
    stderr: '',
  })
  const { code, stdout } = await agent.run(['formats'])
  expect(code).toBe(0)
  for (const format of ['phasegate', 'pytest-benchmark', 'junit'])
    expect(stdout).toMatch(new RegExp(`^${format} `, 'm'))
})

describe('upload', () => {
  test.each([
    ['pytest-benchmark', 'pytest-benchmark.json', 0, 'tests/bench_filter.py::test_filter'],
    ['junit', 'junit.xml', 4, 'latency.Stt.transcribes'],
  ])('of a %s file: the verdicts, and the address of the run', async (format, name, code, metric) => {
    const result = agent.write(name, file(name))
    const answer = await agent.run(['upload', result, ...WHO(), '--suite', uuid()])
    expect(answer, answer.stderr).toMatchObject({ code, stderr: '' })
    expect(answer.stdout).toContain(metric)
    expect(answer.stdout).toMatch(/No target|no target/)
    const url = answer.stdout.trim().split('\n').at(-1)!
    expect(url).toMatch(
      new RegExp(`^${app.url}/${tenant.organisation.slug}/${tenant.project.slug}/runs/[0-9a-f-]{36}$`),
    )
    const stored = await readRun(url.split('/').at(-1)!)
    expect(stored).toMatchObject({
      branch: 'main',
      commit: 'c0ffee',
      environment: { name: 'ci' },
      agent: { name: 'phasegate', version },
    })
    expect(stored.verdicts.map((v: { metric: string }) => v.metric)).toContain(metric)
    const named = await agent.run(['upload', result, '--format', format, ...WHO(), '--suite', uuid()])
    expect(named.code).toBe(code)
  })

  test('of our own file sends it byte for byte', async () => {
    const upload = run({ measurements: [of(190), { metric: 'state', state: 'good' }] })
    const text = `${JSON.stringify(upload, null, 2)}\n`
    const { code, stdout } = await agent.run(['upload', agent.write('run.json', text)])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^stt +value +190\sms +189\sms to 191\sms +200\sms +300\sms +● met +○ no baseline$/m,
    )
    const bodySha256 = createHash('sha256').update(text).digest('hex')
    expect(await readRun(upload.runId)).toMatchObject({ bodySha256, format: 'phasegate' })
  })

  test('of several files shows a receipt for each, and the same file again the same receipt', async () => {
    const runs = [run({ measurements: [of(100)] }), run({ measurements: [of(110)] })]
    const files = runs.map((r, i) => agent.write(`${i}.json`, r))
    const first = await agent.run(['upload', ...files, '--format-out', 'json'])
    expect(first.code).toBe(0)
    const receipts = first.stdout
      .trim()
      .split('\n')
      .map((line) => receipt.parse(JSON.parse(line)))
    expect(receipts.map((r) => r.runId)).toEqual(runs.map((r) => r.runId))
    expect(receipts[0]).toEqual((await readRun(runs[0]!.runId)).receipt)
    expect(await agent.run(['upload', ...files, '--format-out', 'json'])).toEqual(first)
    expect((await agent.run(['upload', files[0]!, '--format-out', 'markdown'])).stdout).toContain(
      `[Run ${runs[0]!.runId}](${receipts[0]!.url})`,
    )
  })

  test('--dry-run --format-out json prints what would be sent, and sends nothing', async () => {
    const before = await countRows(app.databaseUrl)
    const result = agent.write('result.json', file('pytest-benchmark.json'))
    const { code, stdout } = await agent.run([
      'upload',
      result,
      ...WHO(),
      '--dry-run',
      '--format-out',
      'json',
    ])
    expect(code).toBe(0)
    const printed = runUpload.parse(JSON.parse(stdout))
    expect(printed).toMatchObject({ project: tenant.project.slug, branch: 'main', commit: 'c0ffee' })
    expect(printed.measurements).toHaveLength(2)
    expect(await countRows(app.databaseUrl)).toEqual(before)
    expect(agent.waiting()).toEqual([])
    // It is the very upload: the server takes it, and the agent's own sending of the same file is the same run.
    const sent = await ask('POST', '/api/v1/runs', { body: stdout.trim() })
    expect(sent.status).toBe(201)
    const again = await agent.run(['upload', result, ...WHO(), '--format-out', 'json'])
    expect(JSON.parse(again.stdout)).toEqual(sent.json)
  })
})

describe('exit codes', () => {
  const codeOf = async (more: Partial<RunUpload>, ...args: string[]) =>
    (await agent.run(['upload', agent.write('run.json', run(more)), ...args])).code

  test('0: met, acceptable, inconclusive and without a target pass the gate', async () => {
    expect(await codeOf({ measurements: [of(100)] })).toBe(0)
    expect(await codeOf({ measurements: [of(250)] })).toBe(0)
    expect(await codeOf({ measurements: [of(200)] })).toBe(0)
    expect(await codeOf({ measurements: [of(999, 'new')] })).toBe(0)
  })

  test('1: a target is missed, unless the gate does not ask', async () => {
    const measurements = [of(100), of(400, 'tts')]
    expect(await codeOf({ measurements })).toBe(1)
    expect(await codeOf({ measurements }, '--fail-on', 'missed')).toBe(1)
    expect(await codeOf({ measurements }, '--fail-on', 'regression')).toBe(0)
    expect(await codeOf({ measurements }, '--fail-on', 'never')).toBe(0)
  })

  test('1: a regression against the history on the server, unless the gate does not ask', async () => {
    const branch = `branch ${uuid()}`
    for (let i = 0; i < 12; i++) {
      const startedAt = new Date(Date.parse('2026-03-01T00:00:00Z') + i * 60_000).toISOString()
      const upload = run({ branch, startedAt, commit: `commit ${i}`, measurements: [of(100 + (i % 3))] })
      expect((await ask('POST', '/api/v1/runs', { body: upload })).status).toBe(201)
    }
    const slow = { branch, startedAt: '2026-03-01T02:00:00Z', commit: 'slow', measurements: [of(150)] }
    const { code, stdout } = await agent.run(['upload', agent.write('slow.json', run(slow))])
    expect(code).toBe(1)
    expect(stdout).toMatch(/regression \+4\d/)
    expect(await codeOf(slow, '--fail-on', 'missed')).toBe(0)
    expect(await codeOf(slow, '--fail-on', 'missed,regression')).toBe(1)
  })

  test('4: a benchmark that failed, also with a target missed; it is uploaded with the rest', async () => {
    const upload = run({ measurements: [of(400), { metric: 'tts', error: 'no model' }] })
    const { code, stdout } = await agent.run(['upload', agent.write('run.json', upload)])
    expect(code).toBe(4)
    expect(stdout).toContain('no model')
    expect((await readRun(upload.runId)).goals).toMatchObject({ missed: 1, error: 1 })
  })

  test.each([
    ['no file', ['upload'], /upload: name at least one FILE/],
    ['a file that is not there', ['upload', 'none.json'], /none\.json: no such file/],
    ['a file of no format', ['upload', 'odd.txt'], /odd\.txt: no format recognises it/],
    [
      'half a file',
      ['upload', 'half.json', '--format', 'pytest-benchmark'],
      /half\.json: line \d+, column \d+: /,
    ],
    [
      'a file with a wrong value',
      ['upload', 'wrong.json'],
      /wrong\.json: measurements\[0\]\.samples\[1\]: must be a finite number/,
    ],
    ['an unknown option', ['upload', 'run.json', '--colour'], /--colour/],
    ['an unknown gate', ['upload', 'run.json', '--fail-on', 'slow'], /--fail-on: must be/],
  ])('2: %s', async (_, args, line) => {
    agent.write('odd.txt', 'one two three')
    agent.write('half.json', file('pytest-benchmark.json').slice(0, -9))
    agent.write(
      'wrong.json',
      JSON.stringify(run({ measurements: [{ metric: 'm', samples: [1, 2] }] })).replace('2]', '1e400]'),
    )
    const before = await countRows(app.databaseUrl)
    const { code, stdout, stderr } = await agent.run([...args, ...(args.length > 1 ? WHO() : [])])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(line)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })
})
