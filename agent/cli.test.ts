import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runUpload } from '@/lib/core/wire'
import { COMMANDS } from './help'
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
  server.stored.clear()
  server.faults.length = 0
  server.judge(() => ({}))
})

const online = () => ({ PHASEGATE_URL: server.url, PHASEGATE_TOKEN: TOKEN })
const NOBODY = { PHASEGATE_URL: 'http://127.0.0.1:29', PHASEGATE_TOKEN: TOKEN }
const BUILD = ['--branch', 'main', '--commit', '4f2a9c1']
const waiting = () =>
  existsSync(agent.spool) ? readdirSync(agent.spool).filter((f) => f.endsWith('.json')) : []
const measures = (metric: string, value: number) =>
  `node -e "console.log(JSON.stringify({metric: '${metric}', unit: 'ms', samples: Array(80).fill(${value})}))"`
const config = (...benchmarks: string[]) =>
  agent.write('phasegate.yml', `project: voice\nenvironment: test\nbenchmarks:\n${benchmarks.join('')}`)
const benchmark = (name: string, command: string) =>
  `  - name: ${name}\n    command: ${JSON.stringify(command)}\n    metrics:\n      ${name}: {unit: ms, direction: lower, target: 200, acceptance: 300}\n`

test.each(COMMANDS)('%s --help tells its use and exits with 0', async (command) => {
  const answer = await agent.run([command, '--help'])
  expect(answer).toMatchObject({ code: 0, stderr: '' })
  expect(answer.stdout).toContain(`phasegate ${command}`)
})

test('--version is the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(await agent.run(['--version'])).toEqual({ code: 0, stdout: `phasegate ${version}\n`, stderr: '' })
})

test.each([
  [[], 'name a command'],
  [['fly'], 'there is no command "fly"'],
  [['compare', 'a', 'b'], 'a: no such file'],
  [['upload'], 'upload: name at least one FILE'],
  [['upload', 'none.json'], 'none.json: no such file'],
  [['run', '--config', 'none.yml'], 'none.yml: no such file'],
  [['spool', 'burn'], 'spool: say "spool list" or "spool flush"'],
])('%j is a usage error of one line', async (args, message) => {
  const { code, stdout, stderr } = await agent.run(args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

test('run outside of git and CI names the options to give', async () => {
  config(benchmark('stt', measures('stt', 180)))
  const { code, stderr } = await agent.run(['run'], online())
  expect(code).toBe(2)
  expect(stderr).toContain('give --commit ID and --branch NAME')
})

test('run measures, sends and shows verdicts and address: 0', async () => {
  config(benchmark('stt', measures('stt', 180)))
  const { code, stdout } = await agent.run(['run', ...BUILD], online())
  expect(code).toBe(0)
  const [[id, stored] = []] = [...server.stored]
  const run = runUpload.parse(JSON.parse(stored!.body))
  expect(run).toMatchObject({ project: 'voice', branch: 'main', commit: '4f2a9c1', suite: 'performance' })
  expect(run.environment).toMatchObject({ name: 'test', noise: { clockSpreadPercent: expect.any(Number) } })
  expect(stdout).toMatch(/stt +p95 +190/)
  expect(stdout).toContain(`${server.url}/runs/${id}`)
  expect(waiting()).toEqual([])
})

test.each([
  ['missed', { goal: 'missed' }, [], 1],
  ['a regression', { change: 'regression' }, [], 1],
  ['a regression not asked about', { change: 'regression' }, ['--fail-on', 'missed'], 0],
  ['missed, with the gate off', { goal: 'missed' }, ['--fail-on', 'never'], 0],
  ['inconclusive', { goal: 'inconclusive' }, [], 0],
] as const)('the gate: %s', async (_, verdict, args, code) => {
  server.judge(() => verdict)
  const file = agent.write('run.json', someRun())
  expect((await agent.run(['upload', file, ...args], online())).code).toBe(code)
})

test('a benchmark that fails is reported and the rest is uploaded with it: 4', async () => {
  config(benchmark('stt', measures('stt', 180)), benchmark('tts', 'echo no model >&2; exit 3'))
  const { code, stdout, stderr } = await agent.run(['run', ...BUILD, '--format-out', 'json'], online())
  expect(code).toBe(4)
  expect(stderr).toContain('tts failed: exit code 3: no model')
  expect(JSON.parse(stdout).verdicts).toHaveLength(2)
  const run = JSON.parse([...server.stored.values()][0]!.body)
  expect(run.measurements[1]).toEqual({ metric: 'tts', error: 'tts: exit code 3: no model' })
})

test.each([
  ['no server', NOBODY, 'nobody listens there'],
  ['no token', { PHASEGATE_URL: 'http://127.0.0.1:29' }, 'PHASEGATE_TOKEN is not set'],
])('%s: 3, the result is safe, and the next command sends it once', async (_, env, why) => {
  const run = someRun()
  const file = agent.write('run.json', run)
  const { code, stdout, stderr } = await agent.run(['upload', file, '--retry-for', '0'], env)
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toContain(why)
  expect(stderr).toMatch(/send it with: node .*phasegate\.mjs spool flush/)
  expect(stderr).not.toContain(TOKEN)
  expect((await agent.run(['spool', 'list'])).stdout).toContain(run.runId)
  expect((await agent.run(['spool', 'flush'], online())).code).toBe(0)
  expect([...server.stored.keys()]).toEqual([run.runId])
  expect(waiting()).toEqual([])
})

test('a run the server refuses is a mistake in it: 2, with the words of the server', async () => {
  server.faults.push({
    status: 400,
    body: '{"detail":"unit","errors":[{"path":"measurements[0].unit","message":"is no time"}]}',
  })
  const { code, stderr } = await agent.run(['upload', agent.write('run.json', someRun())], online())
  expect(code).toBe(2)
  expect(stderr).toContain(
    'run.json: the server refuses it: unit; measurements[0].unit: is no time (HTTP 400)',
  )
})

test('--dry-run --format-out json prints what would be sent, and sends nothing', async () => {
  const run = someRun()
  const file = agent.write('run.json', run)
  const { code, stdout } = await agent.run([
    'upload',
    file,
    '--dry-run',
    '--format-out',
    'json',
    '--branch',
    'topic',
  ])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ ...run, branch: 'topic' })
  expect(waiting()).toEqual([])
})

test('--out keeps standard output free', async () => {
  const file = agent.write('run.json', someRun())
  const { stdout } = await agent.run(
    ['upload', file, '--format-out', 'markdown', '--out', 'comment.md'],
    online(),
  )
  expect(stdout).toBe('')
  expect(readFileSync(join(agent.directory, 'comment.md'), 'utf8')).toContain('| stt | p95 |')
})

test.each([
  ['not JSON', '{"runId": ', 'line 1, column 11: is not JSON here'],
  ['nothing', '', 'is not JSON here'],
  ['a wrong value', someRun({ branch: '' }), 'branch: must not be empty'],
  [
    'infinity',
    JSON.stringify(someRun()).replace('190.4', '1e400'),
    'measurements[0].samples[2]: must be a finite number',
  ],
])('a file with %s: 2, with file and place', async (_, content, message) => {
  const file = agent.write('bad.json', content)
  const { code, stderr } = await agent.run(['upload', file, '--format', 'phasegate'], online())
  expect(code).toBe(2)
  expect(stderr).toContain('bad.json')
  expect(stderr).toContain(message)
  expect(server.stored.size).toBe(0)
})

test('check judges files offline against the targets of the configuration', async () => {
  config(benchmark('stt', measures('stt', 180)))
  const slow = agent.write(
    'slow.json',
    someRun({ measurements: [{ metric: 'stt', unit: 's', samples: Array(400).fill(0.5) }] }),
  )
  const fast = agent.write(
    'fast.json',
    someRun({ measurements: [{ metric: 'stt', unit: 's', samples: Array(400).fill(0.1) }] }),
  )
  const other = agent.write('other.json', someRun({ measurements: [{ metric: 'else', value: 1 }] }))
  expect(await agent.run(['check', fast])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/stt .*100.*ms/),
  })
  expect((await agent.run(['check', slow])).code).toBe(1)
  expect((await agent.run(['check', slow, '--fail-on', 'never'])).code).toBe(0)
  expect((await agent.run(['check', '--config', 'phasegate.yml'])).code).toBe(0)
  expect((await agent.run(['check', other])).stderr).toContain(
    'none of its 1 metrics with a target was measured',
  )
})

test('formats lists what upload reads', async () => {
  const { stdout } = await agent.run(['formats'])
  for (const name of ['phasegate', 'pytest-benchmark', 'junit', 'hyperfine', 'k6', 'jmh', 'bmf'])
    expect(stdout).toMatch(new RegExp(`^${name} `, 'm'))
})

test('doctor has a row for every check and fails when one does', async () => {
  const well = await agent.run(['doctor', '--project', 'voice'], online())
  expect(well).toMatchObject({ code: 0, stderr: '' })
  for (const check of ['server', 'clock', 'token', 'spool', 'noise']) expect(well.stdout).toContain(check)
  const ill = await agent.run(['doctor', '--format-out', 'json'], NOBODY)
  expect(ill.code).toBe(1)
  expect(JSON.parse(ill.stdout)[0]).toMatchObject({ check: 'server', state: 'fail' })
  expect(ill.stdout).not.toContain(TOKEN)
})

test('killed in the middle of keeping runs, it leaves whole runs only, and each arrives once', async () => {
  const samples = Array.from({ length: 5_000 }, (_, i) => i + 0.5)
  const runs = Array.from({ length: 40 }, () =>
    someRun({ measurements: [{ metric: 'stt', unit: 'ms', samples }] }),
  )
  const names = runs.map((run, i) => agent.write(`many-${i}.json`, run))
  for (const delay of [5, 10, 20, 40]) {
    const child = agent.start(['upload', ...names, '--retry-for', '0'], NOBODY)
    while (waiting().length === 0 && child.exitCode === null) await new Promise((done) => setTimeout(done, 1))
    await new Promise((done) => setTimeout(done, delay))
    const closed = new Promise((done) => child.once('close', done))
    child.kill('SIGKILL')
    await closed
    for (const name of waiting())
      expect(runs).toContainEqual(JSON.parse(readFileSync(join(agent.spool, name), 'utf8')))
  }
  const kept = waiting().length
  expect(kept).toBeGreaterThan(0)
  expect((await agent.run(['spool', 'flush'], online())).code).toBe(0)
  expect(server.stored.size).toBe(kept)
  expect(waiting()).toEqual([])
}, 60_000)
