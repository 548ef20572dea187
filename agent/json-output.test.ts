import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receipt, runUpload } from '@/lib/core/wire'
import { buildAgent } from './testing/agent'
import { startServer, TOKEN } from './testing/server'

// What `--format-out json` prints is a promise to scripts (README, "JSON"): a key may be added here, and none goes or changes its kind.
let agent: Awaited<ReturnType<typeof buildAgent>>
let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  agent = await buildAgent()
  server = await startServer()
  agent.write(
    'phasegate.yml',
    `project: voice
benchmarks:
  - name: x
    command: echo '{"metric":"stt","unit":"ms","value":190}'
    metrics: {stt: {unit: ms, direction: lower, target: 200, acceptance: 300}}
`,
  )
  agent.write('junit.xml', '<testsuite name="s"><testcase name="stt" time="0.19"/></testsuite>')
  agent.write('head.xml', '<testsuite name="s"><testcase name="stt" time="0.2"/></testsuite>')
})
afterAll(async () => {
  agent.remove()
  await server.stop()
})

const WHO = ['--commit', 'c', '--branch', 'b', '--project', 'voice']
type Shape = string | Shape[] | { [key: string]: Shape }
const shapeOf = (value: unknown): Shape =>
  Array.isArray(value)
    ? value.slice(0, 1).map(shapeOf)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, shapeOf(inside)]))
      : value === null
        ? 'null'
        : typeof value

async function said(args: string[], env: Record<string, string> = {}) {
  const { stdout } = await agent.run([...args, '--format-out', 'json'], {
    ...{ PHASEGATE_URL: server.url, PHASEGATE_TOKEN: TOKEN },
    ...env,
  })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const VERDICT = {
  ...{ metric: 'string', statistic: 'string', unit: 'string', target: 'number', acceptance: 'number' },
  ...{
    targetVersion: 'number',
    value: 'number',
    low: 'number',
    high: 'number',
    basis: 'string',
    goal: 'string',
  },
  ...{ change: 'string', effect: 'null', baseline: 'null', reason: 'string', sees: 'null' },
}

describe('run and upload', () => {
  test('print the receipt of each run, one a line', async () => {
    for (const args of [
      ['run', ...WHO],
      ['upload', 'junit.xml', 'head.xml', ...WHO],
    ]) {
      const lines = await said(args)
      expect(lines).toHaveLength(args[0] === 'run' ? 1 : 2)
      for (const line of lines) expect(() => receipt.parse(line)).not.toThrow()
    }
  })
  test('print the run upload of each with --dry-run', async () => {
    for (const args of [
      ['run', '--dry-run', ...WHO],
      ['upload', '--dry-run', 'junit.xml', ...WHO],
    ])
      for (const line of await said(args)) expect(() => runUpload.parse(line)).not.toThrow()
  })
})

test.each<[string[], Shape]>([
  [['check', 'junit.xml', '--config', 'targets.yml'], { verdicts: [VERDICT], grade: 'string' }],
  [
    ['compare', 'junit.xml', 'head.xml', '--config', 'targets.yml'],
    {
      base: 'string',
      head: 'string',
      launches: 'null',
      metrics: [
        {
          ...{
            metric: 'string',
            statistic: 'string',
            unit: 'string',
            direction: 'string',
            minEffect: 'number',
          },
          ...{
            base: 'number',
            head: 'number',
            reason: 'null',
            ratio: 'number',
            low: 'number',
            high: 'number',
          },
          difference: 'string',
        },
      ],
      ...{ onlyBase: [], onlyHead: [], failed: [], notes: ['string'] },
    },
  ],
  [['doctor'], [{ check: 'string', state: 'string', detail: 'string' }]],
  [
    ['spool', 'list'],
    [{ file: 'string', runId: 'string', savedAt: 'string', bytes: 'number', state: 'string' }],
  ],
  [['spool', 'flush'], { sent: 'number', left: 'number', rejected: 'number' }],
  [['formats'], [{ name: 'string', title: 'string' }]],
  [
    ['init', '--config', 'new.yml'],
    {
      file: 'string',
      project: 'string',
      found: { name: 'null', commands: [], pytest: [], services: expect.any(Array) as never },
    },
  ],
])('%j', async (args, shape) => {
  agent.write(
    'targets.yml',
    'metrics:\n  s.stt: {unit: ms, direction: lower, target: 200, acceptance: 300}\n',
  )
  if (args.includes('list'))
    await agent.run(['upload', 'junit.xml', ...WHO, '--retry-for', '0'], { PHASEGATE_TOKEN: '' })
  const [line] = await said(args)
  expect(shapeOf(line)).toEqual(shape)
})
