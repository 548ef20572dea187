import { beforeAll, describe, expect, test } from 'vitest'
import type { RunUpload } from '@/lib/core/wire'
import { anUpload } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'

const app = sharedApp()
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
const START = Date.parse('2026-03-01T00:00:00.123Z')
const VALUES = Array.from({ length: 60 }, (_, i) => (i === 33 ? 900 : i === 40 ? 1 : 100 + (i % 7)))
const at = (i: number) => START + i * 60_007
let ids: string[]

const post = async (more: Partial<RunUpload>) => {
  const upload = anUpload(tenant.project.slug, more)
  expect((await ask('POST', '/api/v1/runs', { body: upload })).status).toBe(201)
  return upload.runId
}
const measured = (i: number, more: Partial<RunUpload> = {}) =>
  post({
    startedAt: new Date(at(i)).toISOString(),
    commit: `commit ${i}`,
    measurements: [
      { metric: 'm', unit: 'ms', value: VALUES[i]!, low: VALUES[i]! - 0.5, high: VALUES[i]! + 0.5 },
    ],
    ...more,
  })
const series = async (query = '') => (await ask('GET', `${tenant.at}/series?metric=m${query}`)).json

beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
  ids = []
  // They arrive in another order than they were measured in.
  const order = VALUES.map((_, i) => (i * 7) % VALUES.length)
  for (const i of order) ids[i] = await measured(i)
  await measured(5, { branch: 'topic' })
  await measured(6, { environment: { name: 'laptop' } })
})

describe('a series', () => {
  test('is [t, value, low, high, runId] in order of start, of the default branch', async () => {
    const { points, unit, statistic, total, changePoints, series: lines } = await series('&environment=ci')
    expect({ unit, statistic, total, lines: lines.length }).toEqual({
      unit: 'ms',
      statistic: 'p95',
      total: 60,
      lines: 1,
    })
    expect(points.map((p: unknown[]) => [p[0], p[1], p[4]])).toEqual(VALUES.map((v, i) => [at(i), v, ids[i]]))
    expect(points[0].slice(2, 4)).toEqual([VALUES[0]! - 0.5, VALUES[0]! + 0.5])
    expect(changePoints).toEqual(expect.any(Array))
  })

  test('is one line for each environment, the one measured last first', async () => {
    const { points, series: lines, total } = await series()
    expect(lines.map((l: { environment: { name: string } }) => l.environment.name)).toEqual(['ci', 'laptop'])
    expect(points).toEqual(lines[0].points)
    expect(total).toBe(61)
  })

  test('of a branch and of an environment', async () => {
    expect((await series('&branch=topic')).points).toHaveLength(1)
    expect((await series('&environment=laptop')).points).toHaveLength(1)
    expect((await series('&branch=none')).points).toEqual([])
    expect((await series('&branch=none')).series).toEqual([])
  })

  test('from and to are instants, and both count', async () => {
    const iso = (i: number) => encodeURIComponent(new Date(at(i)).toISOString())
    const { points } = await series(`&environment=ci&from=${iso(10)}&to=${iso(12)}`)
    expect(points.map((p: unknown[]) => p[4])).toEqual(ids.slice(10, 13))
    const offset = encodeURIComponent('2026-03-01T01:00:00.123+01:00')
    expect((await series(`&environment=ci&to=${offset}`)).points.map((p: unknown[]) => p[4])).toEqual([
      ids[0],
    ])
    expect((await series(`&environment=ci&from=${iso(12)}&to=${iso(10)}`)).points).toEqual([])
  })

  test.each([2, 4, 10, 59])(
    'thinned to at most %i points keeps its ends and, of four or more, its extremes',
    async (most) => {
      const { points, total } = await series(`&environment=ci&points=${most}`)
      expect(points.length).toBeLessThanOrEqual(most)
      expect(points.length).toBeGreaterThan(most / 2)
      expect(total).toBe(60)
      expect([points[0][4], points.at(-1)[4]]).toEqual([ids[0], ids.at(-1)])
      const times = points.map((p: number[]) => p[0])
      expect(times).toEqual([...times].sort((a, b) => a - b))
      const values = points.map((p: number[]) => p[1])
      if (most >= 4) expect([Math.min(...values), Math.max(...values)]).toEqual([1, 900])
    },
  )

  test('of states is their ranks', async () => {
    const states = { states: ['good', 'bad'], target: 'good', acceptance: 'good' }
    await ask('PUT', `${tenant.at}/metrics/s`, { body: states })
    for (const [i, state] of ['bad', 'good'].entries())
      await post({ startedAt: new Date(at(i)).toISOString(), measurements: [{ metric: 's', state }] })
    const { points, unit, statistic } = (await ask('GET', `${tenant.at}/series?metric=s`)).json
    expect({ unit, statistic, ranks: points.map((p: unknown[]) => p[1]) }).toEqual({
      unit: null,
      statistic: 'state',
      ranks: [1, 0],
    })
  })

  test('leaves out what could not be measured', async () => {
    await post({ measurements: [{ metric: 'e', error: 'no' }] })
    expect((await ask('GET', `${tenant.at}/series?metric=e`)).json).toMatchObject({ points: [], total: 0 })
  })
})

test('an unknown metric is not found; a wrong query is told by name', async () => {
  expectProblem(await ask('GET', `${tenant.at}/series?metric=nothing`), 404)
  expect(expectProblem(await ask('GET', `${tenant.at}/series`), 400)).toEqual(['metric'])
  const wrong = [
    'from=yesterday',
    'from=0000-01-01T00:00:00Z',
    'to=9999-12-31T23:59:59-01:00',
    'points=1',
    'points=10001',
    'points=x',
    'colour=red',
  ]
  for (const query of wrong)
    expect(expectProblem(await ask('GET', `${tenant.at}/series?metric=m&${query}`), 400), query).toEqual([
      query.split('=')[0],
    ])
})
