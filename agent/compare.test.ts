import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAgent } from './testing/agent'

let agent: Awaited<ReturnType<typeof buildAgent>>
beforeAll(async () => {
  agent = await buildAgent()
})
afterAll(() => agent.remove())

type Files = Record<string, number[]>
const file = (name: string, metrics: Files) =>
  agent.write(name, {
    runId: '0193a1d2-0000-7000-8000-000000000001',
    ...{
      project: 'voice',
      suite: 'performance',
      branch: 'main',
      commit: name,
      startedAt: '2026-02-28T22:57:00Z',
    },
    environment: { name: 'ci' },
    agent: { name: 'phasegate', version: '0.1.0' },
    measurements: Object.entries(metrics).map(([metric, samples]) => ({ metric, unit: 'ms', samples })),
  })
const around = (value: number) => Array.from({ length: 40 }, (_, i) => value * (1 + (i % 5) / 500))

test('two files: what matters comes first, a regression is 1, and --fail-on decides', async () => {
  const base = file('base.json', { same: around(10), slow: around(10), fast: around(10), gone: [1] })
  const head = file('head.json', { same: around(10.1), slow: around(14), fast: around(6), new: [1] })
  const { code, stdout } = await agent.run(['compare', base, head])
  expect(code).toBe(1)
  const lines = stdout.split('\n').map((line) => line.trim())
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start))
  expect(lines[at('slow')]).toMatch(/p50 .*\+40\.0% .*▲ slower$/)
  expect(lines[at('fast')]).toMatch(/−40\.0% .*▼ faster$/)
  expect(lines[at('same')]).toMatch(/\+1\.0% .*– no difference seen$/)
  expect([at('slow') < at('fast'), at('fast') < at('same')]).toEqual([true, true])
  expect(stdout).toContain(`only in ${base}: gone`)
  expect(stdout).toContain('3% between runs are assumed')
  expect((await agent.run(['compare', base, head, '--fail-on', 'missed'])).code).toBe(0)
  expect((await agent.run(['compare', head, head])).code).toBe(0)
})

test('Markdown is a table', async () => {
  const { stdout } = await agent.run([
    'compare',
    file('a.json', { m: around(1) }),
    file('b.json', { m: around(2) }),
    '--format-out',
    'markdown',
  ])
  expect(stdout).toContain('| Metric | Statistic | Base | Head | Change | 95% interval | Verdict |')
  expect(stdout).toMatch(/\| m \| p50 \| .*\+10\d% .* \| ▲ slower \|/)
})

test('the direction of a configuration counts: more of a throughput is better', async () => {
  const config = agent.write('up.yml', 'metrics:\n  m: {unit: ms, direction: higher, statistic: p50}\n')
  const files = [file('a.json', { m: around(1) }), file('b.json', { m: around(2) })]
  const { code, stdout } = await agent.run(['compare', ...files, '--config', config, '--format-out', 'json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout).metrics[0]).toMatchObject({ difference: 'better', direction: 'higher' })
})

test('in turns: each is launched once to warm up and then as often as asked, in balanced pairs', async () => {
  const log = `${agent.directory}/order`
  const one = (name: string, ms: number) =>
    `echo ${name} >> ${log}; echo '{"metric": "m", "unit": "ms", "value": ${ms}}'; sleep ${ms / 1000}`
  const { code, stdout, stderr } = await agent.run([
    ...['compare', '--interleave', one('a', 20), one('b', 60), '--launches', '8', '--format-out', 'json'],
  ])
  expect(code, stderr).toBe(1)
  const { launches, metrics } = JSON.parse(stdout)
  expect(launches).toBe(8)
  expect(metrics.map((m: { metric: string }) => m.metric)).toEqual(expect.arrayContaining(['m', 'wall']))
  expect(metrics.find((m: { metric: string }) => m.metric === 'm')).toMatchObject({
    ...{ ratio: expect.closeTo(3, 9), low: expect.closeTo(3, 9), difference: 'worse', base: 20, head: 60 },
  })
  const order = (await import('node:fs')).readFileSync(log, 'utf8').trim().split('\n')
  expect(order.slice(0, 2)).toEqual(['a', 'b'])
  const pairs = Array.from({ length: 8 }, (_, i) => order.slice(2 + 2 * i, 4 + 2 * i).join(''))
  expect(pairs.filter((p) => p === 'ab')).toHaveLength(4)
  expect(pairs.filter((p) => p === 'ba')).toHaveLength(4)
}, 30_000)

test('two suites in turns are compared by the metrics they owe', async () => {
  const suite = (name: string, value: number) =>
    agent.write(
      name,
      `benchmarks:\n  - name: x\n    command: echo '{"metric":"m","unit":"ms","value":${value}}'\n    metrics: {m: {unit: ms, direction: lower}}\n`,
    )
  const { code, stdout, stderr } = await agent.run([
    ...[
      'compare',
      '--interleave',
      suite('a.yml', 10),
      suite('b.yml', 8),
      '--launches',
      '6',
      '--format-out',
      'json',
    ],
  ])
  expect(code, stderr).toBe(0)
  expect(JSON.parse(stdout).metrics).toMatchObject([
    { metric: 'm', difference: 'better', ratio: expect.closeTo(0.8, 9) },
  ])
}, 30_000)

test.each([
  [['compare', 'a.json'], 2, 'compare takes BASE and HEAD'],
  [['compare', 'none.json', 'none.json'], 2, 'none.json: no such file'],
  [
    ['compare', '--interleave', 'true', 'true', '--launches', '3'],
    2,
    '--launches: must be 6 to 200, not "3"',
  ],
  [['compare', '--interleave', 'true', 'exit 3'], 4, 'B: exit code 3'],
  [['compare', '0193a1d2-0000-7000-8000-000000000001', 'b'], 2, 'PHASEGATE_TOKEN is not set'],
])('%j ends with %i', async (args, code, message) => {
  const answer = await agent.run(args)
  expect({ code: answer.code, said: answer.stderr }).toMatchObject({
    code,
    said: expect.stringContaining(message),
  })
})
