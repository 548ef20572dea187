import { beforeAll, describe, expect, test } from 'vitest'
import { CHANGE_MARK, formatText, formatValue, GOAL_MARK, stateText } from '@/lib/core/format'
import { performanceMetrics } from '@/lib/core/template-metrics'
import type { Verdict } from '@/lib/core/wire'
import { aMember, PASSWORD } from '@/lib/db/testing/fixtures'
import { type Ask, caller } from './support/api'
import { aTenant, sharedApp } from './support/app'
import {
  type Ended,
  leaking,
  neverPruning,
  pageText,
  pipelineDatabaseRuns,
  program,
  stages,
  withoutRecogniser,
} from './support/pipeline'

const MINUTES = 60_000
const app = sharedApp()
const plain = (text: string) => text.replace(/\s+/g, ' ')
const measurementsOf = ({ stdout }: Ended) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('npm run agent -- run', () => {
  let tenant: Awaited<ReturnType<typeof aTenant>>
  let ask: Ask
  let ended: Ended
  // biome-ignore lint/suspicious/noExplicitAny: what a stranger's program sees
  let stored: any
  let verdicts: Verdict[]
  const address = () => ended.stdout.trim().split('\n').at(-1) ?? ''
  const said = () => ended.stdout + ended.stderr

  beforeAll(async () => {
    tenant = await aTenant()
    ask = caller(app, tenant.token)
    for (const { metric, input } of performanceMetrics) {
      const { status, text } = await ask('PUT', `${tenant.at}/metrics/${metric}`, { body: input })
      expect(status, text).toBeLessThan(300)
    }
    ended = await program(
      app,
      [
        'scripts/agent.mjs',
        'run',
        '--project',
        tenant.project.slug,
        '--branch',
        'main',
        '--commit',
        'c0ffee',
      ],
      { PHASEGATE_URL: app.url, PHASEGATE_TOKEN: tenant.token },
    )
    const answer = await ask('GET', `/api/v1/runs/${address().split('/').at(-1)}`)
    expect(answer.status, said()).toBe(200)
    stored = answer.json
    verdicts = stored.verdicts
  }, 10 * MINUTES)

  test('measures the fourteen metrics of the review, none of them in error', () => {
    expect(verdicts.map((v) => v.metric).sort()).toEqual(performanceMetrics.map((m) => m.metric).sort())
    expect(
      verdicts.filter((v) => v.goal === 'error').map((v) => v.error),
      said(),
    ).toEqual([])
  })

  test('has real samples, enough for its p95 to be judged', () => {
    for (const { metric, samples, n } of stored.measurements) {
      if (['context_window_cleanup', 'memory_growth_per_session'].includes(metric)) continue
      expect(n, metric).toBeGreaterThanOrEqual(30)
      expect(new Set(samples).size, metric).toBeGreaterThan(5)
      // memory may shrink, but nothing is answered before it was asked
      if (metric.endsWith('memory') || metric.endsWith('growth')) continue
      expect(Math.min(...samples), metric).toBeGreaterThan(0)
    }
    for (const { metric, value, low, high, state } of verdicts)
      if (state === undefined) {
        expect(value, metric).toBeTypeOf('number')
        expect(low ?? high, metric).toBeTypeOf('number')
      }
  })

  test('ends with 1 where a target is missed, else with 0', () => {
    expect(ended.code, said()).toBe(verdicts.some((v) => v.goal === 'missed') ? 1 : 0)
    expect(ended.stdout).toContain(`Grade ${stored.grade}`)
  })

  test('its table says of every metric what the API says', () => {
    for (const v of verdicts) {
      const line = plain(ended.stdout.split('\n').find((l) => l.startsWith(`${v.metric} `)) ?? '')
      const shown = [
        v.state === undefined ? formatText(v.value!, v.unit) : stateText(v.state),
        GOAL_MARK[v.goal].word,
        CHANGE_MARK[v.change].word,
      ]
      for (const word of shown) expect(line, v.metric).toContain(plain(word))
    }
  })

  test('its address shows the same words and numbers', async () => {
    expect(address()).toBe(`${app.url}/${tenant.organisation.slug}/${tenant.project.slug}/runs/${stored.id}`)
    const { principal } = await aMember(tenant, 'viewer')
    const email = (principal as { email: string }).email
    const text = plain(await pageText(app, address(), email, PASSWORD))
    for (const { metric, title } of stored.measurements) {
      const v = verdicts.find((one) => one.metric === metric)!
      const from = text.slice(text.indexOf(` ${title} `))
      const row = from.slice(0, from.indexOf(plain(v.reason)))
      expect(row, metric).toContain(
        v.state === undefined ? formatValue(v.value!, v.unit).number : stateText(v.state),
      )
      expect(row, metric).toContain(GOAL_MARK[v.goal].word)
      expect(row, metric).toContain(CHANGE_MARK[v.change].word)
    }
  })

  test('ends the database it started', () => expect(pipelineDatabaseRuns(app)).toBe(false))
})

test(
  'a leak of 1 MB in every session comes back as about 1',
  async () => {
    const [growth] = measurementsOf(await stages(app, ['memory-growth'], leaking(1)))
    expect(growth).toMatchObject({ metric: 'memory_growth_per_session', unit: 'MB' })
    expect(growth.value).toBeGreaterThan(0.85)
    expect(growth.value).toBeLessThan(1.15)
  },
  5 * MINUTES,
)

test(
  'a context window that never forgets is called not pruned',
  async () => {
    expect(measurementsOf(await stages(app, ['window-cleanup'], neverPruning))).toEqual([
      { metric: 'context_window_cleanup', state: 'not_pruned' },
    ])
  },
  5 * MINUTES,
)

test('without an engine every metric is an error by that name, and none a number', async () => {
  const measured = measurementsOf(await stages(app, [], withoutRecogniser))
  expect(measured.map((m) => m.metric).sort()).toEqual(performanceMetrics.map((m) => m.metric).sort())
  for (const m of measured) expect(m).toEqual({ metric: m.metric, error: 'not installed: soundswallower' })
})
