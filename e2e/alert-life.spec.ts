import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, Page } from '@playwright/test'
import postgres from 'postgres'
import { DEMO, expect, test } from './support/browser'

// One alert through its whole life, by screen; what happened is told by its page and by the audit. The runs lie far back, so
// that no other page shows them first.
const METRIC = `alert life ${randomUUID().slice(0, 4)}`
const BEGAN = Date.parse('2025-02-01T09:00:00Z')
const told = (name: string) => process.env[name]!
let runs = 0

async function measure(request: APIRequestContext, around: number, count = 1) {
  const token = readFileSync(path.join(told('PHASEGATE_TEST_DATA'), 'demo-token'), 'utf8').trim()
  for (let i = 0; i < count; i++) {
    const data = {
      runId: randomUUID(),
      project: 'voice-assistant',
      suite: 'performance',
      branch: 'main',
      commit: runs.toString(16).padEnd(40, 'c'),
      startedAt: new Date(BEGAN + runs * 3_600_000).toISOString(),
      environment: { name: METRIC, cpu: 'Test CPU', cores: 2, memoryBytes: 2 ** 33, os: 'linux' },
      agent: { name: 'phasegate', version: '0.1.0' },
      measurements: [{ metric: METRIC, unit: 'ms', value: around * (1 + ((runs % 3) - 1) * 0.004) }],
    }
    const answer = await request.post('/api/v1/runs', { data, headers: { authorization: `Bearer ${token}` } })
    expect(answer.status(), await answer.text()).toBe(201)
    runs++
  }
}

const isNow = (page: Page, state: string) =>
  expect(page.getByRole('region', { name: 'State' }).getByText(state, { exact: true })).toBeVisible()
const history = (page: Page) => page.getByRole('region', { name: 'History' })

test('an alert lives: suspected, open, acknowledged, resolved, reopened, dismissed, reopened, accepted', async ({
  page,
  request,
}) => {
  test.setTimeout(180_000)
  await measure(request, 100, 12)
  await page.goto(`${DEMO}/alerts?metric=${encodeURIComponent(METRIC)}`)
  await expect(page.getByText('No alert matches this filter.')).toBeVisible()

  await measure(request, 150)
  await page.reload()
  await page.getByRole('link', { name: METRIC }).click()
  await isNow(page, 'suspected')
  const alert = new URL(page.url()).pathname.split('/').at(-1)!

  await measure(request, 150, 6)
  await page.reload()
  await isNow(page, 'open')
  await expect(page.getByText(/rose from 100\sms to 1(49\.\d|50)\sms/)).toBeVisible()

  await page.getByRole('button', { name: /^Acknowledge/ }).click()
  await page.getByRole('dialog').getByLabel('Owner').selectOption('Milan Member')
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
  await isNow(page, 'acknowledged')

  await measure(request, 100, 8)
  await page.reload()
  await isNow(page, 'resolved')

  const act = async (verb: string, reason: string, after: string) => {
    await page.getByRole('button', { name: new RegExp(`^${verb}`) }).click()
    if (reason) {
      await page.getByLabel('Reason').fill(reason)
      await page.getByLabel('Reason').press('Enter')
    }
    await isNow(page, after)
  }
  await act('Reopen', '', 'open')
  await act('Dismiss', 'the machine was busy', 'dismissed')
  await act('Reopen', '', 'open')
  await act('Accept', 'the larger model is worth it', 'accepted')

  const words = [
    'Phasegate raised it as suspected',
    'Phasegate confirmed it',
    'Dana Lead acknowledged it and gave it to Milan Member',
    'Phasegate resolved it: the level is back',
    'Dana Lead opened it again',
    'Dana Lead dismissed it as noise',
    'the machine was busy',
    'Dana Lead accepted the new level as the baseline',
    'the larger model is worth it',
  ]
  for (const said of words) await expect(history(page)).toContainText(said)

  const sql = postgres(told('PHASEGATE_TEST_DATABASE_URL'), { max: 1 })
  try {
    const audit = await sql`
      select action, detail ->> 'note' as note, detail ->> 'from' as "from" from audit_events where subject = ${alert} order by seq`
    expect(audit.map((e) => [e.action, e.from, e.note])).toEqual([
      ['alert.acknowledge', 'open', null],
      ['alert.reopen', 'resolved', null],
      ['alert.dismiss', 'open', 'the machine was busy'],
      ['alert.reopen', 'dismissed', null],
      ['alert.accept', 'open', 'the larger model is worth it'],
    ])
  } finally {
    await sql.end()
  }
})
