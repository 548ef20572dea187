import { DEMO, expect, test } from './support/browser'
import { expectSound } from './support/look'

const COMPARE = `${DEMO}/compare`
const DAY = 86_400_000
const day = (before: number) => new Date(Date.now() - before * DAY).toISOString().slice(0, 10)
/** The demo's first days against its newest runs: its made-up history got better and worse in between. */
const LONG_AGO = `${COMPARE}?base=range:${day(88)}..${day(70)}&head=range:${day(14)}..${day(1)}`
const plot = { name: 'Head against base by metric, what matters most first' }

test('two ticked runs are compared, the older one as base, and say that they cannot tell', async ({
  page,
}) => {
  await page.goto(`${DEMO}/runs`)
  const rows = page.getByRole('row').filter({ hasText: 'simulated' }).filter({ hasNotText: 'not admissible' })
  const commits = await Promise.all([0, 3].map((i) => rows.nth(i).getByRole('link').first().innerText()))
  for (const i of [0, 3]) await rows.nth(i).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Compare two ticked runs' }).click()
  await expect(page).toHaveURL(/\/compare\?base=run.+&head=run/)
  for (const [i, side] of (['Head', 'Base'] as const).entries())
    await expect(page.getByRole('region', { name: side, exact: true })).toContainText(commits[i]!)
  await expect(page.getByRole('heading', { name: /\d+ cannot tell$/ })).toBeVisible()
  await expect(page.getByRole('table', plot)).toContainText('which says nothing of the build')
})

test('one ticked run is not enough', async ({ page }) => {
  await page.goto(`${DEMO}/runs`)
  await page.getByRole('checkbox', { disabled: false }).first().check()
  await page.getByRole('button', { name: 'Compare two ticked runs' }).click()
  await expect(page.getByText('Tick two runs to compare them')).toBeVisible()
})

test('worse comes first, its distributions open below it, and swapping the sides turns the words around', async ({
  page,
}) => {
  await page.goto(LONG_AGO)
  await expect(page.getByRole('heading', { name: /\d+ worse, \d+ better/ })).toBeVisible()
  await expect(page.getByText('Simulated.')).toBeVisible()
  const first = page.getByRole('table', plot).locator('tbody').first()
  await expect(first.getByRole('rowheader')).toContainText(/TTS first chunk.*worse/)
  await first.locator('summary').click()
  await expect(first.getByRole('img', { name: /^TTS first chunk, base: from .* samples$/ })).toBeVisible()
  await page.getByRole('link', { name: 'Swap sides' }).click()
  const row = page.getByRole('rowheader').filter({ hasText: 'TTS first chunk' })
  await expect(row).toContainText('better')
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })
  test('the form asks for days and for a branch, and its answer has an address', async ({ page }) => {
    await page.goto(COMPARE)
    await expect(page.getByText('Choose a base and a head above')).toBeVisible()
    const from = page.getByLabel('Base from')
    await expect(from).toBeHidden()
    await page.getByLabel('Base', { exact: true }).selectOption('Days of a branch')
    await from.fill(day(88))
    await page.getByLabel('Base to').fill(day(70))
    await page.getByLabel('Head', { exact: true }).selectOption('main')
    await page.getByLabel('Environment').selectOption('ci-linux (simulated)')
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page).toHaveURL(
      new RegExp(`base=range%3A${day(88)}..${day(70)}&head=branch%3Amain&environment=`),
    )
    await expect(page.getByLabel('Base from')).toHaveValue(day(88))
    await expect(page.getByRole('table', plot)).toBeVisible()
  })
})

test.describe('what cannot be compared says why', () => {
  for (const [query, words] of [
    ['base=branch:main&head=branch:main', /Both sides are the same runs/],
    ['base=branch:main&head=commit:none', /There is no run of commit none/],
    ['base=tag:v1&head=branch:main', /“tag:v1” cannot be compared/],
    ['base=branch:main&head=range&headFrom=2026-01-01&headTo=', /cannot be compared: choose/],
  ] as const)
    test(query, async ({ page }) => {
      await page.goto(`${COMPARE}?${query}`)
      await expect(page.getByText(words)).toBeVisible()
    })
})

test('a run leads to its comparisons', async ({ page }) => {
  await page.goto(`${DEMO}/runs`)
  const rows = page.getByRole('row').filter({ hasText: 'simulated' }).filter({ hasNotText: 'not admissible' })
  await rows.first().getByRole('link').first().click()
  await page.getByRole('link', { name: 'Compare with main' }).click()
  await expect(page.getByRole('region', { name: 'Base', exact: true })).toContainText('20 runs')
  await expect(page.getByRole('table', plot)).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'Compare with the run before' }).click()
  await expect(page).toHaveURL(/base=run%3A/)
})

for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 820 },
  { colorScheme: 'light', width: 390 },
] as const)
  test.describe(`${colorScheme} at ${width}`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } })
    test('the plot and the empty form are sound', async ({ page }) => {
      for (const path of [LONG_AGO, COMPARE]) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare')
        await expectSound(page)
      }
    })
  })
