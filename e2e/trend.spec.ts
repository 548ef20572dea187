import { DEMO, expect, test } from './support/browser'
import { inkOf } from './support/look'

const METRIC = `${DEMO}/metrics/stt_transcription`

test('a metric is found from the overview, and a point leads to its run', async ({ page }) => {
  await page.goto(DEMO)
  await page.getByRole('link', { name: 'STT transcription' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('STT transcription')
  await expect.poll(() => inkOf(page)).toBeGreaterThan(1000)
  await expect(page.getByText('Simulated.')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'simulated' }).last()
  const commit = await row.getByRole('link').first().innerText()
  await row.getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(commit)
})

test('what is shown is in the address', async ({ page }) => {
  await page.goto(METRIC)
  await page.getByRole('link', { name: '30 days' }).click()
  await expect(page).toHaveURL(/range=30/)
  const points = () => page.getByText(/^All \d+ points as a table$/).innerText()
  const some = await points()
  await page.reload()
  expect(await points()).toBe(some)
  await page.getByRole('link', { name: '90 days' }).click()
  await expect.poll(points).not.toBe(some)
})

test('hovering a point tells its commit', async ({ page }) => {
  await page.goto(METRIC)
  await expect.poll(() => inkOf(page)).toBeGreaterThan(1000)
  const box = (await page.locator('canvas').boundingBox())!
  const before = await inkOf(page)
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.6)
  await expect.poll(() => inkOf(page)).toBeGreaterThan(before + 500)
})

test('the same points are a table for those who cannot see the chart', async ({ page }) => {
  await page.goto(METRIC)
  const summary = page.getByText(/^All \d+ points as a table$/)
  const count = Number(/\d+/.exec(await summary.innerText())![0])
  await summary.click()
  const table = page.getByRole('table', { name: 'All points of the chart' })
  await expect(table.getByRole('row')).toHaveCount(count + 1)
})

test.describe('to an admin', () => {
  test.use({ as: 'admin' })
  test('a new target is a new version; the old one stays in the history', async ({ page }) => {
    await page.goto(`${DEMO}/metrics/session_creation_latency`)
    await page.getByText('Set a new target').click()
    await page.getByLabel('Target', { exact: true }).fill('15')
    await page.getByLabel('Acceptance', { exact: true }).fill('30')
    await page.getByRole('button', { name: 'Set target' }).click()
    await expect(page.getByRole('cell', { name: '2', exact: true })).toBeVisible()
    await expect(page.getByRole('cell', { name: '1', exact: true })).toBeVisible()
    await page.goto(DEMO)
    await expect(page.getByRole('row', { name: /Session creation/ })).toContainText('met')
  })
})
