import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { receipt, runUpload } from '@/lib/core/wire'
import { aToken } from '@/lib/db/testing/fixtures'
import { type Agent, downloadAgent } from './support/agent'
import { type Ask, caller } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows } from './support/rows'

const app = sharedApp()
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
let agent: Agent
beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
  await ask('PUT', `${tenant.at}/metrics/query`, {
    body: { unit: 'ms', direction: 'lower', target: 5, acceptance: 10 },
  })
})
beforeEach(async () => {
  agent?.remove()
  agent = await downloadAgent(app, tenant.token)
})
afterAll(() => agent.remove())

/** A benchmark as the documentation shows it: a program whose lines of JSON are measurements. */
const BENCHMARK = `const samples = Array.from({ length: 60 }, (_, i) => Number(process.env.CENTRE) + (i % 5) / 10)
console.log('warming up')
console.log(JSON.stringify({ metric: 'query', unit: 'ms', samples }))
if (process.env.FAIL) { console.error('the database ran away'); process.exit(7) }`

const configure = (centre: number, more = '') => {
  agent.write('measure-query.mjs', BENCHMARK)
  agent.write(
    'phasegate.yml',
    `project: ${tenant.project.slug}
suite: performance
environment: ci-linux
benchmarks:
  - name: query
    command: [node, measure-query.mjs]
    env: {CENTRE: "${centre}"}
    metrics:
      query: {unit: ms, direction: lower, target: 5, acceptance: 10}
${more}`,
  )
}
const FAILING = `  - name: broken
    command: node measure-query.mjs
    env: {CENTRE: "1", FAIL: "yes"}
    metrics:
      silent: {unit: ms, direction: lower}
`
const BUILD = ['--branch', 'main', '--commit', 'c0ffee']
const sent = async (stdout: string) => {
  const { runId } = receipt.parse(JSON.parse(stdout))
  return (await ask('GET', `/api/v1/runs/${runId}`)).json
}

describe('run', () => {
  test('measures, sends and shows what the server says: 0', async () => {
    configure(3)
    const { code, stdout, stderr } = await agent.run(['run', ...BUILD, '--branch', 'met'])
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('running query')
    expect(stdout).toMatch(/^query +p95 +3\.4\sms.*● met/m)
    expect(stdout).toContain(`${app.url}/${tenant.organisation.slug}/${tenant.project.slug}/runs/`)
  })

  test('stores the machine, its noise and every sample', async () => {
    configure(3)
    const { stdout } = await agent.run(['run', ...BUILD, '--format-out', 'json', '--quiet'])
    const run = await sent(stdout)
    expect(run).toMatchObject({
      suite: 'performance',
      environment: { name: 'ci-linux' },
      finishedAt: expect.any(String),
    })
    expect(run.environmentDetails).toMatchObject({
      cores: expect.any(Number),
      os: expect.any(String),
      noise: { clockSpreadPercent: expect.any(Number) },
    })
    expect(run.measurements[0]).toMatchObject({ metric: 'query', n: 60 })
    expect(run.measurements[0].samples).toHaveLength(60)
  })

  test('fails the gate when a target is missed: 1, unless it is not asked', async () => {
    configure(20)
    expect((await agent.run(['run', ...BUILD, '--branch', 'slow'])).code).toBe(1)
    expect((await agent.run(['run', ...BUILD, '--branch', 'slow', '--fail-on', 'never'])).code).toBe(0)
  })

  test('reports a benchmark that failed, and uploads the rest with that failure: 4', async () => {
    configure(3, FAILING)
    const { code, stdout, stderr } = await agent.run([
      'run',
      ...BUILD,
      '--branch',
      'broken',
      '--format-out',
      'json',
    ])
    expect(code).toBe(4)
    expect(stderr).toContain('broken failed: exit code 7: the database ran away')
    const verdicts = (await sent(stdout)).verdicts.map((v: { metric: string; error?: string }) => [
      v.metric,
      v.error,
    ])
    expect(Object.fromEntries(verdicts)).toEqual({
      query: 'measured by two benchmarks',
      silent: 'broken: exit code 7: the database ran away',
    })
  })

  test('--dry-run measures and sends nothing', async () => {
    configure(20)
    const before = await countRows(app.databaseUrl)
    const { code, stdout } = await agent.run([
      'run',
      ...BUILD,
      '--dry-run',
      '--format-out',
      'json',
      '--quiet',
    ])
    expect(code).toBe(1)
    expect(runUpload.parse(JSON.parse(stdout)).measurements).toMatchObject([{ metric: 'query' }])
    expect(await countRows(app.databaseUrl)).toEqual(before)
    expect(agent.waiting()).toEqual([])
  })

  test('keeps what it measured when there is no server: 3', async () => {
    configure(3)
    const away = await agent.run(['run', ...BUILD, '--branch', 'away', '--retry-for', '0'], {
      PHASEGATE_URL: 'http://127.0.0.1:2',
    })
    expect(away.code).toBe(3)
    expect(away.stderr).toContain('spool flush')
    expect((await agent.run(['spool', 'flush'])).code).toBe(0)
    const { runs } = (await ask('GET', `${tenant.at}/runs?branch=away`)).json
    expect(runs).toHaveLength(1)
  })

  test('with a mistake in its configuration names file, line and key: 2', async () => {
    configure(3)
    agent.write(
      'phasegate.yml',
      'project: x\nbenchmarks:\n  - name: query\n    command: node x\n    timeout: soon\n',
    )
    const { code, stderr } = await agent.run(['run', ...BUILD])
    expect(code).toBe(2)
    expect(stderr).toMatch(/phasegate\.yml:5:\d+: benchmarks\[0\]\.timeout must be number/)
  })
})

describe('doctor', () => {
  type Row = { check: string; state: string; detail: string }
  const doctor = async (env: Record<string, string> = {}, ...args: string[]) => {
    const { code, stdout } = await agent.run(['doctor', '--format-out', 'json', ...args], env)
    const rows: Row[] = JSON.parse(stdout)
    return { code, rows, of: (name: string) => rows.find((row) => row.check === name) }
  }

  test('finds server, token, clock, spool and noise in order', async () => {
    const { code, rows, of } = await doctor({}, '--project', tenant.project.slug)
    expect(code).toBe(0)
    expect(rows.map((row) => row.check)).toEqual(['server', 'clock', 'token', 'spool', 'commit', 'noise'])
    for (const check of ['server', 'clock', 'token', 'spool'])
      expect(of(check)?.state, JSON.stringify(rows)).toBe('ok')
    const { stdout } = await agent.run(['doctor'])
    for (const { check } of rows) expect(stdout).toMatch(new RegExp(`^. +${check} `, 'm'))
  })

  test('names what is wrong', async () => {
    const project = ['--project', tenant.project.slug]
    const cases: [Record<string, string>, string[], string, RegExp][] = [
      [{ PHASEGATE_URL: 'http://127.0.0.1:2' }, project, 'server', /nobody listens/],
      [{ PHASEGATE_TOKEN: '' }, project, 'token', /not set/],
      [{ PHASEGATE_TOKEN: 'pgt_nonsense' }, project, 'token', /not valid/],
      [{ PHASEGATE_TOKEN: (await aToken(tenant, ['runs:write'])).token }, project, 'token', /may not read/],
      [{}, ['--project', 'nothing'], 'token', /does not reach/],
    ]
    for (const [env, args, check, detail] of cases) {
      const { code, of } = await doctor(env, ...args)
      expect(code).toBe(1)
      expect(of(check)).toMatchObject({ state: 'fail', detail: expect.stringMatching(detail) })
    }
  })
})
