import { DEMO, expect, test } from './support/browser'
import { expectSound, inkOf } from './support/look'

const LOOKS = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'dark', width: 820 },
  { colorScheme: 'light', width: 390 },
] as const

const PAGES: { name: string; path: string; says: RegExp }[] = [
  { name: 'overview', path: DEMO, says: /Performance Review/ },
  { name: 'metrics', path: `${DEMO}/metrics`, says: /Metrics/ },
  { name: 'trend', path: `${DEMO}/metrics/stt_transcription`, says: /STT transcription/ },
  { name: 'states', path: `${DEMO}/metrics/context_window_cleanup`, says: /Context-window clean-up/ },
  { name: 'runs', path: `${DEMO}/runs`, says: /Runs/ },
  { name: 'alerts', path: `${DEMO}/alerts`, says: /Alerts/ },
  { name: 'closed alerts', path: `${DEMO}/alerts?state=all&order=size`, says: /Alerts/ },
  { name: 'reviews', path: `${DEMO}/reviews`, says: /Reviews/ },
  { name: 'settings', path: `${DEMO}/settings`, says: /Settings/ },
]

for (const { colorScheme, width } of LOOKS)
  test.describe(`${colorScheme} at ${width}`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 }, as: 'admin' })

    for (const { name, path, says } of PAGES)
      test(`${name} is sound`, async ({ page }) => {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(says)
        if (name === 'trend') await expect.poll(() => inkOf(page)).toBeGreaterThan(1000)
        await expectSound(page)
      })

    test('an alert is sound', async ({ page }) => {
      await page.goto(`${DEMO}/alerts?state=all`)
      await page.locator('a[data-row]').first().click()
      await expect(page.getByRole('heading', { name: 'Trend around the change' })).toBeVisible()
      await expectSound(page)
    })

    test('a run, the review, its item and its report are sound', async ({ page }) => {
      await page.goto(`${DEMO}/runs`)
      await page.locator('tbody a').first().click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText('performance at')
      await expectSound(page)
      await page.goto(DEMO)
      await page.getByRole('link', { name: 'Continue the review' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Performance Review')
      await expectSound(page)
      await page.goto(`${new URL(page.url()).pathname}?item=stt-latency`)
      await expect(page.getByRole('heading', { name: 'STT transcription latency' }).first()).toBeVisible()
      await expectSound(page)
      await page.goto(`${new URL(page.url()).pathname}/report`)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await expectSound(page)
    })
  })

test.describe('to somebody who has not signed in', () => {
  test.use({ as: null })
  for (const width of [390, 1440])
    test(`the sign-in page is sound at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      await page.goto('/sign-in')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
      await expectSound(page)
    })
})
