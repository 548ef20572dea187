import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { DEMO, expect, test } from './support/browser'
import { expectSound } from './support/look'

const FILES = [
  { query: '', name: 'PERFORMANCE_REVIEW_SUMMARY.md', title: 'Performance Review: summary' },
  { query: '?file=metrics', name: 'PERFORMANCE_METRICS.md', title: 'Performance Review: metrics' },
]

/** The address of the report of the demo's review. */
async function reportOf(page: Page) {
  await page.goto(DEMO)
  const review = await page.getByRole('link', { name: 'Continue the review' }).getAttribute('href')
  return `${review}/report`
}

for (const { query, name, title } of FILES)
  test(`${name} is shown as it is downloaded`, async ({ page }) => {
    await page.goto(`${await reportOf(page)}${query}`)
    const sheet = page.getByRole('article', { name })
    await expect(sheet.getByRole('heading', { name: title })).toBeVisible()
    await expect(page.getByText('Not signed. This shows how the review stands now')).toBeVisible()
    await expectSound(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: new RegExp(name) }).click(),
    ])
    expect(download.suggestedFilename()).toBe(name)
    const text = readFileSync((await download.path())!, 'utf8')
    expect(text).toContain(`# ${title}`)
    for (const [, heading] of text.matchAll(/^##+ (.+)$/gm))
      await expect(sheet.getByRole('heading', { name: heading!, exact: true })).toBeVisible()
    const rows = text.split('\n').filter((line) => line.startsWith('| ')).length
    const rules = text.match(/^\| [ |:-]+ \|$/gm)?.length ?? 0
    await expect(sheet.getByRole('row')).toHaveCount(rows - rules)
  })

test('on paper there is the sheet alone, in black on white', async ({ page }) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await page.goto(await reportOf(page))
  const sheet = page.getByRole('article', { name: FILES[0]!.name })
  await expect(sheet).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Project' })).toBeHidden()
  await expect(page.getByText('Not signed. This shows')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.getByRole('link', { name: /Download/ })).toHaveCount(0)
  await expect(sheet.getByRole('button')).toHaveCount(0)
  const [ink, paper] = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body)
    return [color, backgroundColor]
  })
  expect(ink).toBe('rgb(21, 25, 22)')
  expect(paper).toBe('rgba(0, 0, 0, 0)')
  // 174 mm between the margins of A4, at 96 pixels an inch.
  await page.setViewportSize({ width: 658, height: 1000 })
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('table')].map((t) => t.scrollWidth).filter((w) => w > 658),
  )
  expect(wide, 'tables wider than A4').toEqual([])
})

test.describe('what is not there', () => {
  test.use({ expected: /404/ })
  test('has no page and no file', async ({ page }) => {
    const path = await reportOf(page)
    const nobody = path.replace(/reviews\/[^/]+/, 'reviews/01953f00-0000-7000-8000-000000000000')
    for (const address of [
      `${path}?revision=1`,
      `${path}?revision=x`,
      nobody,
      path.replace(/reviews\/[^/]+/, 'reviews/none'),
      `${path}/NO_SUCH_FILE.md`,
      `${path}/PERFORMANCE_METRICS.md?revision=1`,
      `${nobody}/PERFORMANCE_METRICS.md`,
    ])
      expect((await page.request.get(address)).status(), address).toBe(404)
  })
})

test.describe('somebody who has not signed in', () => {
  test.use({ as: null })
  test('signs in first, and comes back to the report', async ({ page }) => {
    for (const path of ['', '/PERFORMANCE_METRICS.md']) {
      const at = `${DEMO}/reviews/01953f00-0000-7000-8000-000000000000/report${path}`
      await page.goto(at)
      await expect(page).toHaveURL(`/sign-in?callbackUrl=${encodeURIComponent(at)}`)
    }
  })
})
