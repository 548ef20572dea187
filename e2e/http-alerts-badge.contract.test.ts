import { beforeAll, describe, expect, test } from 'vitest'
import { anUpload } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'

const app = sharedApp()
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
let minute = 0
beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
})

const measure = async (metric: string, value: number) => {
  const upload = anUpload(tenant.project.slug, {
    startedAt: new Date(Date.parse('2026-03-01T00:00:00Z') + minute++ * 60_000).toISOString(),
    commit: `commit ${minute}`,
    measurements: [{ metric, unit: 'ms', value }],
  })
  const { status, json } = await ask('POST', '/api/v1/runs', { body: upload })
  expect(status).toBe(201)
  return json
}
/** Twelve runs about 100 ms, and then one far above them. */
const regress = async (metric: string) => {
  for (let i = 0; i < 12; i++) await measure(metric, 100 + (i % 3))
  return measure(metric, 150)
}

describe('a regression', () => {
  test('is told in the receipt and raises an alert, newest first', async () => {
    const [first, second] = [await regress('first'), await regress('second')]
    expect(first.verdicts[0]).toMatchObject({ change: 'regression', baseline: { runs: 12 } })
    expect(first.verdicts[0].effect).toBeCloseTo(0.485, 2)
    const { alerts } = (await ask('GET', `${tenant.at}/alerts`)).json
    expect(alerts).toMatchObject([
      { metric: 'second', runId: second.runId, state: 'suspected', branch: 'main', environment: 'ci' },
      { metric: 'first', runId: first.runId, state: 'suspected', simulated: false },
    ])
    expect(first.alerts).toMatchObject([{ id: alerts[1].id, metric: 'first', state: 'suspected' }])
    expect(first.alerts[0].url).toBe(`${first.url.replace(/\/runs\/.*/, '')}/alerts/${alerts[1].id}`)
  })

  test('that is over resolves its alert', async () => {
    await measure('first', 100)
    const { alerts } = (await ask('GET', `${tenant.at}/alerts?state=resolved`)).json
    expect(alerts).toMatchObject([{ metric: 'first', resolvedAt: expect.any(String) }])
    expect((await ask('GET', `${tenant.at}/alerts?state=suspected`)).json.alerts).toHaveLength(1)
  })

  test('states that are none are refused', async () => {
    expect(expectProblem(await ask('GET', `${tenant.at}/alerts?state=loud`), 400)).toEqual(['state'])
  })
})

describe('the badge', () => {
  const badge = (query = '') => ask('GET', `${tenant.at}/badge.svg${query}`)
  const set = (metric: string, target: number) =>
    ask('PUT', `${tenant.at}/metrics/${encodeURIComponent(metric)}`, {
      body: { unit: 'ms', direction: 'lower', target, acceptance: target },
    })

  test('says in words where a metric, and the project, stand', async () => {
    await set('quick', 200)
    await set('slow', 50)
    await measure('quick', 100)
    await measure('slow', 100)
    const [quick, slow, all] = [await badge('?metric=quick'), await badge('?metric=slow'), await badge()]
    expect(quick.type).toBe('image/svg+xml')
    expect(quick.text).toContain('<title>quick: ● met</title>')
    expect(slow.text).toContain('<title>slow: ■ missed</title>')
    expect(all.text).toContain(`<title>${tenant.project.slug}: ■ missed 1/2</title>`)
  })

  test('of a metric without data says so', async () => {
    await set('silent', 1)
    expect((await badge('?metric=silent')).text).toContain('silent: ○ no data')
  })

  test('says what a name is, never does what it says', async () => {
    const name = `<script>alert(1)</script>"'&`
    await measure(name, 1)
    const { text, headers } = await badge(`?metric=${encodeURIComponent(name)}`)
    expect(text).not.toContain('<script')
    expect(text).toContain('&#60;script&#62;')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('of a metric that is none is not found', async () => {
    expectProblem(await badge('?metric=nothing'), 404)
  })
})
