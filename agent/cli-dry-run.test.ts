import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runUpload } from '@/lib/core/wire'
import { COMMANDS, VERSION } from './help'
import { buildAgent } from './testing/agent'
import { someRun } from './testing/runs'

let agent: Awaited<ReturnType<typeof buildAgent>>
beforeAll(async () => {
  agent = await buildAgent()
}, 30_000)
afterAll(() => agent.remove())

const SAMPLES = 'lib/core/formats/samples'
const sample = (name: string) => agent.write(name, readFileSync(join(SAMPLES, name), 'utf8'))
const JSON_OUT = ['--dry-run', '--format-out', 'json']
/** What would be sent; nothing is, and nothing is kept. */
async function wouldSend(args: string[], env?: Record<string, string>) {
  const answer = await agent.run([...args, ...JSON_OUT], env)
  expect(answer).toMatchObject({ code: 0, stderr: '' })
  expect(existsSync(agent.spool)).toBe(false)
  return answer.stdout
    .trimEnd()
    .split('\n')
    .map((line) => runUpload.parse(JSON.parse(line)))
}
const WHO = ['--project', 'voice', '--branch', 'main', '--commit', 'c0ffee']

test('a pytest-benchmark file as a run upload: the file says when, of what and on what', async () => {
  const [run] = await wouldSend(['upload', sample('pytest-benchmark-with-data.json'), '--project', 'voice'])
  expect(run).toMatchObject({
    project: 'voice',
    suite: 'performance',
    branch: 'pytest',
    commit: '9d55ab0434c9088746ae2d134702d782bf088644',
    commitAt: '2019-11-16T03:10:30.000Z',
    startedAt: '2019-11-17T02:22:16.817Z',
    environment: { name: 'local', runtime: 'CPython 3.7.5' },
    agent: { name: 'phasegate', version: VERSION },
  })
  expect(run!.measurements.map((m) => [m.metric, m.unit])).toEqual([
    ['bench.py::test_fib_10', 's'],
    ['bench.py::test_fib_20', 's'],
  ])
})

test('a JUnit file: the options say what it does not, and its own time is when it was written', async () => {
  const file = sample('junit-nested.xml')
  const [run] = await wouldSend(['upload', file, ...WHO, '--suite', 'integration', '--environment', 'ci'])
  expect(run).toMatchObject({
    branch: 'main',
    commit: 'c0ffee',
    suite: 'integration',
    environment: { name: 'ci' },
  })
  expect(Date.now() - Date.parse(run!.startedAt)).toBeLessThan(60_000)
  expect(run!.measurements).toHaveLength(3)
  const [again] = await wouldSend(['upload', file, ...WHO, '--suite', 'integration', '--environment', 'ci'])
  expect(again).toEqual(run)
  const [other] = await wouldSend(['upload', file, ...WHO, '--suite', 'other', '--environment', 'ci'])
  expect(other!.runId).not.toBe(run!.runId)
})

test('options come before what the file says, for each of them', async () => {
  const given = [...WHO, '--suite', 's', '--environment', 'e', '--started-at', '2026-03-01T12:00:00+01:00']
  const want = {
    project: 'voice',
    branch: 'main',
    commit: 'c0ffee',
    suite: 's',
    environment: { name: 'e' },
    startedAt: '2026-03-01T12:00:00+01:00',
  }
  const own = agent.write('own.json', someRun({ environment: { name: 'x', cpu: 'kept' } }))
  const [a, b] = await wouldSend(['upload', own, sample('pytest-benchmark-with-data.json'), ...given])
  expect(a).toMatchObject({ ...want, environment: { name: 'e', cpu: 'kept' } })
  expect(b).toMatchObject(want)
})

test.each([
  [{ GITHUB_ACTIONS: 'true', GITHUB_SHA: 'a1', GITHUB_REF_NAME: 'trunk' }, 'github-actions'],
  [{ GITLAB_CI: 'true', CI_COMMIT_SHA: 'a1', CI_COMMIT_REF_NAME: 'trunk' }, 'gitlab-ci'],
  [{ JENKINS_URL: 'http://ci', GIT_COMMIT: 'a1', GIT_BRANCH: 'origin/trunk' }, 'jenkins'],
  [{ BUILDKITE: 'true', BUILDKITE_COMMIT: 'a1', BUILDKITE_BRANCH: 'trunk' }, 'buildkite'],
  [{ CIRCLECI: 'true', CIRCLE_SHA1: 'a1', CIRCLE_BRANCH: 'trunk' }, 'circleci'],
])('without options, %j is read', async (env, name) => {
  const [run] = await wouldSend(['upload', sample('junit-flat.xml'), '--project', 'voice'], env as never)
  expect(run).toMatchObject({ commit: 'a1', branch: 'trunk', environment: { name } })
  // what pytest-benchmark writes on a detached head is no branch, and the CI system knows better
  const detached = readFileSync(join(SAMPLES, 'pytest-benchmark-storage.json'), 'utf8').replace(
    '"dirty": true,',
    '"branch": "(detached head)",',
  )
  const [other] = await wouldSend(
    ['upload', agent.write('detached.json', detached), '--project', 'voice'],
    env as never,
  )
  expect(other).toMatchObject({ commit: '5b78858eb718649a31fb93d8dc96ca2cee41a4cd', branch: 'trunk' })
})

test('run measures and prints what it would send', async () => {
  agent.write(
    'phasegate.yml',
    `project: voice\nenvironment: lab\nruntime: python 3.11\nbenchmarks:\n  - name: stt\n    command: echo '{"metric":"stt","unit":"ms","value":150}'\n    metrics:\n      stt: {unit: ms, direction: lower, target: 200}\n      tts: {unit: ms, direction: lower, target: 200}\n`,
  )
  const answer = await agent.run(['run', ...JSON_OUT, '--branch', 'b', '--commit', 'c', '--quiet'])
  expect(answer).toMatchObject({ code: 4, stderr: '' })
  expect(runUpload.parse(JSON.parse(answer.stdout))).toMatchObject({
    project: 'voice',
    branch: 'b',
    commit: 'c',
    environment: { name: 'lab', runtime: 'python 3.11', noise: { clockSpreadPercent: expect.any(Number) } },
    measurements: [
      { metric: 'stt', unit: 'ms', value: 150 },
      { metric: 'tts', error: 'stt: did not report this metric' },
    ],
  })
  expect(existsSync(agent.spool)).toBe(false)
  const human = await agent.run(['run', '--dry-run', '--branch', 'b', '--commit', 'c'])
  expect(human.stdout).toContain('dry run, nothing sent')
  expect(human.stdout).toContain('150')
})

test('run tells how it measured: launches, their samples, the noise of each benchmark and the limits of the suite', async () => {
  const config = agent.write(
    'noise.yml',
    `project: voice\nnoise: {stealPercent: 90}\nbenchmarks:\n  - name: stt\n    launches: 3\n    warmup: 0\n    command: echo '{"metric":"stt","unit":"ms","samples":[1,2]}'\n  - name: tts\n    command: echo '{"metric":"tts","unit":"ms","samples":[3]}'\n`,
  )
  const answer = await agent.run(['run', '--config', config, ...JSON_OUT, ...WHO, '--quiet'])
  expect(answer).toMatchObject({ code: 0, stderr: '' })
  const { environment, measurements } = runUpload.parse(JSON.parse(answer.stdout))
  expect(measurements).toEqual([
    { metric: 'stt', unit: 'ms', samples: [1, 2, 1, 2, 1, 2] },
    { metric: 'tts', unit: 'ms', samples: [3] },
  ])
  const noise = { clockSpreadPercent: expect.any(Number) }
  expect(environment.measuring).toMatchObject({
    launches: { stt: [2, 2, 2] },
    noiseLimits: { stealPercent: 90 },
    benchmarks: [
      { name: 'stt', probe: 'exec', launches: 3, warmup: 0, noise },
      { name: 'tts', probe: 'exec', launches: 1, noise },
    ],
  })
  const [before, after] = environment.measuring!.benchmarks!
  expect(before?.timerOverheadNs).toBeLessThan(100_000)
  expect([before?.noise?.loadPerCore, after?.noise?.loadPerCore]).toEqual([expect.any(Number), undefined])
  const targets = 'metrics:\n  stt: {unit: ms, direction: lower, target: 5, statistic: p50}\n'
  const checking = ['check', agent.write('kept.json', answer.stdout), '--format-out', 'json']
  const checked = await agent.run([...checking, '--config', agent.write('targets.yml', targets)])
  expect(JSON.parse(checked.stdout).verdicts[0]).toMatchObject({ metric: 'stt', launches: 3 })
})

test('every command takes every common option', async () => {
  const file = agent.write('run.json', someRun({ measurements: [{ metric: 'stt', unit: 'ms', value: 150 }] }))
  const all = [
    ...WHO,
    ...['--environment', 'e', '--suite', 's', '--started-at', '2026-03-01T12:00:00Z', '--dry-run', '--quiet'],
    ...['--out', 'out.txt', '--format-out', 'markdown', '--fail-on', 'never', '--retry-for', '0'],
  ]
  const commands = [
    ['upload', file],
    ['check', file],
    ['run'],
    ['formats'],
    ['spool', 'list'],
    ['spool', 'flush'],
    ['doctor'],
  ]
  for (const command of commands) {
    const answer = await agent.run([...command, ...all], { PHASEGATE_URL: 'http://127.0.0.1:29' })
    expect(answer.code, `${command[0]}: ${answer.stderr}`).not.toBe(2)
    expect(answer.stdout, command[0]).toBe('')
    expect(readFileSync(join(agent.directory, 'out.txt'), 'utf8'), command[0]).not.toBe('')
  }
})

test.each(COMMANDS)('%s -h tells every common option and every exit code', async (command) => {
  const { code, stdout } = await agent.run([command, '-h'])
  expect(code).toBe(0)
  const options =
    '--project --branch --commit --environment --suite --started-at --dry-run --out --format-out --fail-on --quiet --help --version'
  for (const option of options.split(' ')) expect(stdout).toContain(option)
  for (const exit of ['0 done', '1 gate failed', '2 wrong usage', '3 not uploaded', '4 a benchmark'])
    expect(stdout).toContain(exit)
})
