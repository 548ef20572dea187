import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from './support/browser'
import { aRun, fetchAgent, startEmptyApp } from './support/empty-server'
import { expectSound } from './support/look'

const ADMIN = { email: 'grace@example.org', name: 'Grace Admin', password: 'a long enough password' }
const ITEMS = 25

let app: Awaited<ReturnType<typeof startEmptyApp>>
test.beforeAll(async () => {
  app = await startEmptyApp()
})
test.afterAll(() => app.stop())

test.use({ as: null })
test.describe.configure({ mode: 'serial' })

let agent: Awaited<ReturnType<typeof fetchAgent>>
const home = () => `${app.url}/acme-research/voice`

test('the first visitor sets the server up and gets a token and the commands', async ({ page }) => {
  await page.goto(app.url)
  await page.waitForURL('**/setup')
  await expectSound(page)
  const group = (title: string) => page.getByRole('region', { name: title })
  await group('Organisation').getByLabel('Name', { exact: true }).fill('Acme Research')
  await group('Project').getByLabel('Name', { exact: true }).fill('Voice')
  await group('You').getByLabel('Name', { exact: true }).fill(ADMIN.name)
  await group('You').getByLabel('E-mail address').fill(ADMIN.email)
  await group('You').getByLabel('Password').fill(ADMIN.password)
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Send the first run')
  await expectSound(page)
  const token = /pgt_\w+/.exec(await page.locator('main').innerText())![0]
  agent = await fetchAgent(app.url, token, app.directory)
  await page.getByRole('button', { name: 'Open the project' }).click()
  await page.waitForURL('**/acme-research/voice')
  await expect(page.getByText('Send the first run')).toBeVisible()
  await expectSound(page)
})

test('nobody sets it up a second time', async ({ page }) => {
  await page.goto(`${app.url}/setup`)
  await expect(page).toHaveURL(/\/sign-in/)
})

test('the agent sends a run, and its page shows the same words and numbers', async ({ page }) => {
  agent.write('first.json', aRun('voice', 1))
  const { code, stdout, stderr } = await agent.run('upload', 'first.json', '--quiet')
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const url = stdout.trim().split('\n').at(-1)!
  await signInHere(page)
  await page.goto(url)
  const told = stdout.split('\n').find((line) => line.includes('stt_transcription'))!
  const [, value, unit] = /\s([\d.]+)\u2009(\w+)\s/.exec(told)!
  const row = page.getByRole('row', { name: /STT transcription|stt_transcription/ }).first()
  await expect(row).toContainText(`${value}\u2009${unit}`)
  await expect(row).toContainText('no target')
  expect(told).toContain('no target')
})

test('a review is started, and gives the metrics their targets', async ({ page }) => {
  await signInHere(page)
  await page.goto(`${home()}/reviews`)
  await expectSound(page)
  await page.getByLabel('Phase', { exact: true }).fill('6')
  await page.getByLabel('Step', { exact: true }).fill('6.4')
  await page.getByRole('button', { name: 'Start review' }).click()
  await page.waitForURL(/\/reviews\/[0-9a-f-]{36}/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Performance Review')
  for (let minute = 2; minute <= 12; minute++) {
    agent.write('run.json', aRun('voice', minute))
    expect((await agent.run('upload', 'run.json', '--quiet')).code).toBe(0)
  }
  await page.goto(home())
  const row = page.getByRole('row', { name: /STT transcription/ })
  await expect(row).toContainText('met')
  await expect(page.getByText(`${ITEMS} of ${ITEMS} items open`)).toBeVisible()
  await expectSound(page)
})

test('what may not be signed says exactly what is missing', async ({ page }) => {
  await signInHere(page)
  await openReview(page)
  await expect(page.getByText('Cannot be signed yet')).toBeVisible()
  await page.getByRole('link', { name: 'STT transcription latency', exact: true }).first().click()
  await page.waitForURL(/item=stt-latency/)
  await expect(page.getByText(/not decided/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign item' })).toHaveCount(0)
})

test('every item is decided and signed, by keyboard as by mouse', async ({ page }) => {
  test.setTimeout(240_000)
  await signInHere(page)
  await openReview(page)
  await page.keyboard.press('j')
  await page.waitForURL(/item=/)
  for (let i = 0; i < ITEMS; i++) {
    const title = await page.getByRole('heading', { level: 2 }).first().innerText()
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Pass item' }).click()
    await page.getByLabel('Your password').fill(i === 0 ? 'a wrong password' : ADMIN.password)
    await page.getByRole('button', { name: 'Sign item' }).click()
    if (i === 0) {
      await expect(page.getByText('not your password').first()).toBeVisible()
      await expect(page.getByLabel('Printed name')).toHaveValue(ADMIN.name)
      await page.getByLabel('Your password').fill(ADMIN.password)
      await page.getByRole('button', { name: 'Sign item' }).click()
    }
    await expect(page.getByText('Signed.'), title).toBeVisible()
    if (i === 0) await expectSound(page)
    if (i === ITEMS - 1) break
    const here = page.url()
    await page.locator('h2').first().click()
    await page.keyboard.press('j')
    await page.waitForURL((url) => url.href !== here)
  }
})

test('the step is signed and its report is frozen, to read and to download', async ({ page }) => {
  await signInHere(page)
  await openReview(page)
  await page.getByLabel('Your password').fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign step' }).click()
  await expect(page.getByText('Signed.')).toBeVisible()
  await expectSound(page)
  await page.goto(`${page.url().split('?')[0]}/report`)
  await expect(page.getByText('Performance Review').first()).toBeVisible()
  await expect(page.getByText(ADMIN.name).first()).toBeVisible()
  await expectSound(page)
  for (const name of ['PERFORMANCE_REVIEW_SUMMARY.md', 'PERFORMANCE_METRICS.md']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: new RegExp(name) })
        .first()
        .click(),
    ])
    expect(download.suggestedFilename()).toBe(name)
    expect(readFileSync((await download.path())!, 'utf8')).toMatch(/^# /)
  }
})

test('a run that is worse makes exactly what rests on it stale, and says why', async ({ page }) => {
  agent.write('worse.json', aRun('voice', 30, { stt_transcription: 1.5 }))
  const { code, stdout } = await agent.run('upload', 'worse.json', '--quiet')
  expect(code).toBe(1)
  expect(stdout).toContain('regression')
  await signInHere(page)
  await page.goto(home())
  await expect(page.getByText(/signatures? (is|are) stale/)).toBeVisible()
  await expect(
    page.getByText(/STT transcription: .*(regression|acceptable|inconclusive)/).first(),
  ).toBeVisible()
  await expectSound(page)
  await openReview(page)
  const stale = page.getByRole('link', { name: /stale/ })
  await expect(stale.filter({ hasText: 'STT transcription latency' }).first()).toBeVisible()
  await expect(stale.filter({ hasText: 'Wake word detection latency' })).toHaveCount(0)
})

const signInHere = (page: Page) => signIn(page, ADMIN.email, ADMIN.password, app.url)

async function openReview(page: Page) {
  await page.goto(`${home()}/reviews`)
  await page
    .getByRole('link', { name: /Performance Review/ })
    .first()
    .click()
  await page.waitForURL(/\/reviews\/[0-9a-f-]{36}/)
}
