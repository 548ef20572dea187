import { beforeAll, describe, expect, test } from 'vitest'
import type { Measurement } from '@/lib/core/wire'
import { anUpload } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows } from './support/rows'

const app = sharedApp()
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
})

const NUMBER = { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 }
const STATES = { states: ['good', 'fair', 'bad'], target: 'good', acceptance: 'fair' }
const set = (metric: string, body: unknown) =>
  ask('PUT', `${tenant.at}/metrics/${encodeURIComponent(metric)}`, { body })
const measure = async (...measurements: Measurement[]) =>
  (await ask('POST', '/api/v1/runs', { body: anUpload(tenant.project.slug, { measurements }) })).json
const listed = async (metric: string) =>
  (await ask('GET', `${tenant.at}/metrics`)).json.metrics.find((m: { metric: string }) => m.metric === metric)

describe('a target', () => {
  test('of a number: new, the same again, changed; every version is kept', async () => {
    const made = await set('stt', NUMBER)
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      metric: 'stt',
      ...NUMBER,
      statistic: 'p95',
      targetVersion: 1,
      states: [],
    })
    expect(await set('stt', NUMBER)).toMatchObject({ status: 200, json: made.json })
    const changed = await set('stt', {
      ...NUMBER,
      unit: 's',
      target: 0.1,
      acceptance: 0.2,
      minEffect: 0.1,
      statistic: 'mean',
    })
    expect(changed).toMatchObject({
      status: 200,
      json: { unit: 's', target: 0.1, statistic: 'mean', minEffect: 0.1, targetVersion: 2 },
    })
    expect(await listed('stt')).toEqual(changed.json)
    const { targets } = (await ask('GET', `${tenant.at}/series?metric=stt`)).json
    expect(targets).toMatchObject([
      { version: 1, target: 0.2, acceptance: 0.3 },
      { version: 2, target: 0.1, acceptance: 0.2 },
    ])
  })

  test('of states, best first', async () => {
    expect(await set('cleanup', STATES)).toMatchObject({
      status: 201,
      json: { ...STATES, unit: null, statistic: 'state' },
    })
    const goals = []
    for (const state of STATES.states)
      goals.push((await measure({ metric: 'cleanup', state })).verdicts[0].goal)
    expect(goals).toEqual(['met', 'acceptable', 'missed'])
    const unknown = anUpload(tenant.project.slug, { measurements: [{ metric: 'cleanup', state: 'odd' }] })
    expect(expectProblem(await ask('POST', '/api/v1/runs', { body: unknown }), 400)).toEqual([
      'measurements[0].state',
    ])
    expect(
      expectProblem(await set('cleanup', { ...STATES, states: ['good', 'fair', 'worse'] }), 400),
    ).toEqual(['states'])
  })

  test('judges what is measured after it: met, acceptable, missed, inconclusive', async () => {
    await set('judged', NUMBER)
    const judge = async (value: number, low: number, high: number) => {
      const upload = anUpload(tenant.project.slug, {
        branch: `judged ${value}`,
        measurements: [{ metric: 'judged', unit: 'ms', value, low, high }],
      })
      return (await ask('POST', '/api/v1/runs', { body: upload })).json.verdicts[0]
    }
    expect(await judge(190, 180, 199)).toMatchObject({ goal: 'met', target: 200, acceptance: 300 })
    expect(await judge(250, 210, 290)).toMatchObject({ goal: 'acceptable' })
    expect(await judge(400, 310, 490)).toMatchObject({ goal: 'missed' })
    expect(await judge(195, 180, 230)).toMatchObject({ goal: 'inconclusive' })
  })

  test('of a metric that is better when higher', async () => {
    const metric = { unit: 'ops/s', direction: 'higher', target: 50, acceptance: 40 }
    expect(await set('throughput', metric)).toMatchObject({
      status: 201,
      json: { ...metric, statistic: 'p50' },
    })
    const { verdicts } = await measure({ metric: 'throughput', unit: 'ops/s', value: 60, low: 55, high: 65 })
    expect(verdicts[0].goal).toBe('met')
  })

  test.each(['100 %', 'a%25b', 'a/b', 'tests/bench.py::test_a[1-β]', 'a+b', '?#&=;', '🐢 ü'])(
    'of a metric called %s',
    async (name) => {
      expect(await set(name, NUMBER)).toMatchObject({ status: 201, json: { metric: name } })
      expect(await listed(name)).toMatchObject({ metric: name })
      expect((await ask('GET', `${tenant.at}/series?metric=${encodeURIComponent(name)}`)).json.metric).toBe(
        name,
      )
    },
  )
})

describe('refused, and nothing written:', () => {
  test.each([
    ['nothing', {}, 'states'],
    ['an array', [], ''],
    ['no limits', { unit: 'ms', direction: 'lower' }, 'target'],
    ['another direction', { ...NUMBER, direction: 'up' }, 'direction'],
    ['an unknown key', { ...NUMBER, limit: 1 }, 'limit'],
    ['a limit that is text', { ...NUMBER, target: '200' }, 'target'],
    ['an infinite limit', JSON.stringify(NUMBER).replace('200', '1e400'), 'target'],
    ['a negative least effect', { ...NUMBER, minEffect: -1 }, 'minEffect'],
    ['another statistic', { ...NUMBER, statistic: 'p96' }, 'statistic'],
    ['an acceptance stricter than the target', { ...NUMBER, acceptance: 100 }, 'acceptance'],
    ['the same where higher is better', { ...NUMBER, direction: 'higher' }, 'acceptance'],
    ['one state', { states: ['good'], target: 'good', acceptance: 'good' }, 'states'],
    ['a state twice', { ...STATES, states: ['good', 'fair', 'good'] }, 'states'],
    ['a target that is no state', { ...STATES, target: 'great' }, 'target'],
    ['an acceptance better than the target', { ...STATES, target: 'bad' }, 'acceptance'],
    ['a key twice', '{"unit":"ms","unit":"s"}', 'unit'],
  ])('%s', async (_, body, path) => {
    const before = await countRows(app.databaseUrl)
    expect(expectProblem(await set('refused', body), 400)).toContain(path)
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })

  test('a unit of another dimension, and states for a number', async () => {
    await measure({ metric: 'known', unit: 'ms', value: 1 })
    expect(expectProblem(await set('known', { ...NUMBER, unit: 'MB' }), 400)).toEqual(['unit'])
    expect(expectProblem(await set('known', STATES), 400)).toEqual(['states'])
  })

  test('a name of more than 200 characters, or with a line break', async () => {
    expectProblem(await set('n'.repeat(201), NUMBER), 400)
    expectProblem(await set('a\nb', NUMBER), 400)
  })
})
