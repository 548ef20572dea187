import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildAgent } from './testing/agent'
import { someRun } from './testing/runs'
import { startServer, TOKEN } from './testing/server'

let agent: Awaited<ReturnType<typeof buildAgent>>
let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  agent = await buildAgent()
  server = await startServer()
}, 30_000)
afterAll(async () => {
  await server.stop()
  agent.remove()
})
beforeEach(() => {
  rmSync(agent.spool, { recursive: true, force: true })
  rmSync(join(agent.directory, 'phasegate.yml'), { force: true })
  server.stored.clear()
  server.faults.length = 0
  server.judge(() => ({}))
})

const online = () => ({ PHASEGATE_URL: server.url, PHASEGATE_TOKEN: TOKEN })
const NOBODY = { PHASEGATE_URL: 'http://127.0.0.1:29', PHASEGATE_TOKEN: TOKEN }
const WHO = ['--project', 'voice', '--branch', 'main', '--commit', 'c0ffee']
const waiting = () =>
  existsSync(agent.spool) ? readdirSync(agent.spool).filter((f) => f.endsWith('.json')) : []
const good = (name = 'good.json') => agent.write(name, someRun())
const failing = () =>
  agent.write(
    'failing.json',
    someRun({
      measurements: [
        { metric: 'stt', error: 'no model' },
        { metric: 'tts', unit: 'ms', value: 1 },
      ],
    }),
  )
const refusal = { status: 400, body: '{"detail":"no such project"}' }

describe('of several codes the first of 2, 3, 4, 1:', () => {
  test('a file that tells of a failed benchmark is uploaded all the same: 4, also with the gate off', async () => {
    expect((await agent.run(['upload', failing()], online())).code).toBe(4)
    expect((await agent.run(['upload', failing(), '--fail-on', 'never'], online())).code).toBe(4)
    expect(server.stored.size).toBe(2)
  })
  test('4 before 1: a failure beside a missed target', async () => {
    server.judge((metric) => (metric === 'tts' ? { goal: 'missed' } : {}))
    expect((await agent.run(['upload', failing()], online())).code).toBe(4)
  })
  test('3 before 4: a failure that could not be sent', async () => {
    agent.write('phasegate.yml', 'project: voice\nbenchmarks:\n  - {name: stt, command: exit 7}\n')
    const { code, stderr } = await agent.run(['run', ...WHO, '--retry-for', '0'], NOBODY)
    expect(code).toBe(3)
    expect(stderr).toContain('stt failed: exit code 7')
    expect(waiting()).toHaveLength(1)
  })
  test('3 before 1: one run arrived and missed, another did not arrive', async () => {
    server.judge(() => ({ goal: 'missed' }))
    server.faults.push({ status: 500 })
    const { code } = await agent.run(['upload', good('a.json'), good('b.json'), '--retry-for', '0'], online())
    expect(code).toBe(3)
    expect([server.stored.size, waiting().length]).toEqual([1, 1])
  })
  test('2 before 1: one run is refused, another arrived and missed', async () => {
    server.judge(() => ({ goal: 'missed' }))
    server.faults.push(refusal)
    expect((await agent.run(['upload', good('a.json'), good('b.json')], online())).code).toBe(2)
    expect(server.stored.size).toBe(1)
  })
  test('1: one of two missed', async () => {
    const [a, b] = [someRun(), someRun({ measurements: [{ metric: 'slow', unit: 'ms', value: 1 }] })]
    server.judge((metric) => (metric === 'slow' ? { goal: 'missed' } : {}))
    expect(
      (await agent.run(['upload', agent.write('a.json', a), agent.write('b.json', b)], online())).code,
    ).toBe(1)
  })
})

describe('2, with one line that names file and place, and nothing sent:', () => {
  const xml = '<testsuite>\n<testcase name="a" time="1"></testsuite>'
  test.each([
    [
      'a second file that is broken',
      [good, () => agent.write('b.json', '{"runId": 1, }')],
      /b\.json: line 1, column 14: is not JSON here/,
    ],
    [
      'XML that is not closed',
      [() => agent.write('b.xml', xml)],
      /b\.xml: line 2, column \d+: is not well-formed XML here/,
    ],
    [
      "another tool's file with a mistake in it",
      [() => agent.write('b.json', '{"results": [{"command": "a", "times": [1, "2"]}]}')],
      /b\.json: results\[0\]\.times\[1\]: .*number.* \(read as hyperfine\)$/m,
    ],
    [
      'a file of no format',
      [() => agent.write('b.txt', 'hello')],
      /b\.txt: no format recognises it; name one with --format/,
    ],
    ['a binary file', [() => agent.write('b.bin', '\udcff')], /b\.bin: no format recognises it/],
    ['a directory', [() => agent.directory], /is a directory/],
    [
      'a metric twice',
      [
        () =>
          agent.write(
            'b.json',
            someRun({
              measurements: [
                { metric: 'a', value: 1 },
                { metric: 'a', value: 2 },
              ],
            }),
          ),
      ],
      /b\.json: measurements\[1\]\.metric: this metric is already measured/,
    ],
    [
      'a control character in the environment',
      [() => agent.write('b.json', someRun({ environment: { name: 'x', tag: 'a\u0007' } }))],
      /b\.json: environment\.tag: must not contain control characters/,
    ],
  ] as [string, (() => string)[], RegExp][])('%s', async (_, files, message) => {
    const before = server.requests.length
    const answer = await agent.run(['upload', ...files.map((f) => f()), ...WHO, '--format', 'auto'], online())
    expect(answer).toMatchObject({ code: 2, stdout: '' })
    expect(answer.stderr).toMatch(message)
    expect(answer.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(server.requests).toHaveLength(before)
    expect(waiting()).toEqual([])
  })
  test.each([
    ['no such format', ['upload', 'good.json', '--format', 'xls'], '--format: "xls" is not known'],
    [
      'no project',
      ['upload', 'flat.xml', '--branch', 'b', '--commit', 'c'],
      'no project: give --project NAME',
    ],
    ['an address that is none', ['upload', 'good.json'], 'PHASEGATE_URL: must be an address'],
    ['a result that cannot be written', ['formats', '--out', '/no/such/place'], '--out /no/such/place: '],
    ['words after doctor', ['doctor', 'now'], 'doctor takes no "now"'],
    ['a file after run', ['run', 'good.json'], 'run takes no file: "good.json"'],
    ['a file that is configuration to run', ['run'], 'phasegate.yml: no such file'],
  ])('%s', async (what, args, message) => {
    good()
    agent.write('flat.xml', '<testsuite><testcase name="a" time="1"/></testsuite>')
    const env = what.startsWith('an address') ? { ...online(), PHASEGATE_URL: 'nowhere' } : online()
    const answer = await agent.run(args, env)
    expect(answer).toMatchObject({ code: 2, stdout: '' })
    expect(answer.stderr).toContain(message)
    expect(answer.stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('check', () => {
  const targets = (text: string) => agent.write('targets.yml', `metrics:\n${text}`)
  const results = (...measurements: object[]) =>
    agent.write('r.json', someRun({ measurements: measurements as never }))
  const check = (...args: string[]) =>
    agent.run(['check', join(agent.directory, 'r.json'), '--config', 'targets.yml', ...args])

  test('judges each file, and the worst code is its own', async () => {
    targets('  stt: {unit: ms, direction: lower, target: 200, acceptance: 300}\n')
    results({ metric: 'stt', unit: 's', value: 0.15 })
    expect((await check()).code).toBe(0)
    results({ metric: 'stt', unit: 's', value: 0.25 })
    expect(await check()).toMatchObject({ code: 0, stdout: expect.stringContaining('acceptable') })
    results({ metric: 'stt', unit: 's', value: 0.35 })
    expect((await check()).code).toBe(1)
    const fast = agent.write(
      'fast.json',
      someRun({ measurements: [{ metric: 'stt', unit: 'ms', value: 1 }] }),
    )
    expect((await check(fast)).code).toBe(1)
    expect((await check('--fail-on', 'regression')).code).toBe(0)
    results({ metric: 'stt', error: 'no model' })
    expect((await check('--fail-on', 'never')).code).toBe(4)
  })
  test('judges states, higher is better, and says what would decide', async () => {
    targets(
      '  ops: {unit: ops/s, direction: higher, target: 100, acceptance: 50}\n  prune: {states: [yes, late, no], target: "yes", acceptance: late}\n  p: {unit: ms, direction: lower, target: 200, statistic: p95}\n',
    )
    results(
      { metric: 'ops', unit: 'ops/s', value: 40 },
      { metric: 'prune', state: 'late' },
      { metric: 'p', unit: 'ms', samples: [150, 160, 170] },
    )
    const { code, stdout } = await check('--format-out', 'json')
    expect(code).toBe(1)
    const { verdicts, grade } = JSON.parse(stdout)
    expect(verdicts.map((v: { goal: string }) => v.goal)).toEqual(['missed', 'acceptable', 'inconclusive'])
    expect(verdicts[2].reason).toContain('About 56 more samples would bound its p95.')
    expect(grade).toBe('D')
  })
  test('needs no server, and writes Markdown for a comment', async () => {
    targets(
      '  stt: {unit: ms, direction: lower, target: 200}\n  tts: {unit: ms, direction: lower, target: 200}\n',
    )
    results({ metric: 'stt', unit: 'ms', value: 150 })
    const answer = await check('--format-out', 'markdown')
    expect(answer.code).toBe(0)
    expect(answer.stdout).toContain('| stt | value |')
    expect(answer.stderr).toContain('not measured: tts')
  })
  test.each([
    [
      'no targets at all',
      '  a: {unit: ms, direction: lower}\n',
      'targets.yml: has no targets to check against',
    ],
    [
      'another dimension',
      '  stt: {unit: MB, direction: lower, target: 2}\n',
      'r.json: ms cannot be said in MB',
    ],
    [
      'a number for a state',
      '  stt: {states: [a, b], target: a}\n',
      'r.json: stt is measured in states (a, b), not in numbers',
    ],
    ['a mistake', '  stt: {unit: ms, direction: lower, target: fast}\n', 'targets.yml:2:'],
  ])('%s is a mistake: 2', async (_, text, message) => {
    targets(text)
    results({ metric: 'stt', unit: 'ms', value: 150 })
    const answer = await check()
    expect(answer).toMatchObject({ code: 2, stdout: '' })
    expect(answer.stderr).toContain(message)
  })
})

test('the same file twice is one run', async () => {
  const file = good()
  const answer = await agent.run(['upload', file, file], online())
  expect(answer.code).toBe(0)
  expect(server.stored.size).toBe(1)
  expect(waiting()).toEqual([])
})

test('standard input is a file', async () => {
  const child = agent.start(['upload', '-', '--format-out', 'json'], online(), 'pipe')
  child.stdin!.end(JSON.stringify(someRun()))
  expect(await new Promise((done) => child.once('close', done))).toBe(0)
  expect(server.stored.size).toBe(1)
})

test('half a run, as a kill leaves it, is neither listed nor sent, and the file uploaded again is one run', async () => {
  const run = someRun()
  const body = JSON.stringify(run)
  mkdirSync(agent.spool)
  const half = join(agent.spool, `.1700000000000-${run.runId}.json.4711`)
  writeFileSync(half, body.slice(0, body.length / 2))
  expect((await agent.run(['spool', 'list', '--format-out', 'json'])).stdout).toBe('[]\n')
  expect(await agent.run(['spool', 'flush'], online())).toMatchObject({
    code: 0,
    stdout: '0 sent, 0 left in the spool\n',
  })
  expect((await agent.run(['upload', agent.write('run.json', run)], online())).code).toBe(0)
  expect([...server.stored.values()].map((s) => s.body)).toEqual([body])
  // another agent may be writing it at this moment: only what has lain for an hour is removed
  expect(existsSync(half)).toBe(true)
})

test('a run that is stopped is neither sent nor kept, and begins no further benchmark', async () => {
  agent.write(
    'phasegate.yml',
    `project: voice\nbenchmarks:\n  - {name: one, command: "echo up >&2; sleep 30"}\n  - {name: two, command: touch begun}\n`,
  )
  const child = agent.start(['run', ...WHO], online())
  const ended = new Promise((done) => child.once('close', done))
  await new Promise<void>((up) =>
    child.stderr!.on('data', (data) => {
      if (String(data).includes('up')) up()
    }),
  )
  child.kill('SIGTERM')
  expect(await ended).toBe(143)
  expect([server.stored.size, waiting().length]).toEqual([0, 0])
  expect(existsSync(join(agent.directory, 'begun'))).toBe(false)
}, 20_000)
