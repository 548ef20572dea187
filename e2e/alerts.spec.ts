import type { Page } from '@playwright/test'
import { DEMO, expect, test } from './support/browser'
import { expectSound } from './support/look'

// The demo's history: the slower voice model is still there, and what happened earlier is over.
const STAYED = 'TTS first chunk'
const INBOX = `${DEMO}/alerts`

const rows = (page: Page) => page.locator('a[data-row]')
const row = (page: Page, name: string) =>
  page
    .getByRole('listitem')
    .filter({ has: rows(page).getByText(name) })
    .last()
const told = (page: Page) => page.getByRole('main').getByRole('status')
async function open(page: Page) {
  await rows(page).getByText(STAYED).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(STAYED)
}
const focused = (page: Page) => page.locator('a[data-row]:focus')

test.describe.configure({ mode: 'serial' })

test.describe('the inbox', () => {
  test('is filtered by links and choices that stay in the address', async ({ page }) => {
    await page.goto(INBOX)
    await expect(row(page, STAYED)).toContainText('open')
    await expect(row(page, STAYED)).toContainText(/rose from .* to .*\+\d+\.\d%/)
    await expect(row(page, STAYED)).toContainText('simulated')
    await page.getByLabel('State').selectOption('resolved')
    await expect(page).toHaveURL(/state=resolved/)
    await expect(rows(page).getByText(STAYED)).toHaveCount(0)
    const count = await rows(page).count()
    expect(count).toBeGreaterThan(3)
    await expect(page.getByText('resolved', { exact: true })).toHaveCount(count + 1)
    await page.getByLabel('Order').selectOption('size')
    await expect(page).toHaveURL(/order=size/)
    const largest = () => rows(page).first().innerText()
    await expect.poll(largest).toBe('Memory growth per session')
    await page.reload()
    expect(await largest()).toBe('Memory growth per session')
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /Mine/ }).click()
    await expect(page).toHaveURL(/alerts\?owner=me$/)
    await expect(page.getByText('No alert matches this filter.')).toBeVisible()
    await page.getByRole('link', { name: 'Show all live alerts' }).click()
    await expect(row(page, STAYED)).toBeVisible()
    await page.getByLabel('Metric').selectOption(STAYED)
    await expect(rows(page)).toHaveCount(1)
    await expectSound(page)
  })

  test('is walked, chosen from and dealt with by keyboard alone', async ({ page }) => {
    await page.goto(`${INBOX}?metric=tts_first_chunk`)
    await expect(rows(page)).toHaveCount(1)
    await page.keyboard.press('j')
    await expect(focused(page)).toHaveText(STAYED)
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog', { name: `Acknowledge ${STAYED}` })
    await expect(dialog.getByLabel('Owner')).toHaveValue(/./)
    await page.keyboard.press('Enter')
    await expect(told(page)).toContainText(`Acknowledged ${STAYED}.`)
    await expect(row(page, STAYED)).toContainText('acknowledged')
    await expect(row(page, STAYED)).toContainText('Dana Lead')
    await expect(focused(page)).toHaveText(STAYED)
    await page.keyboard.press('r')
    await expect(told(page)).toContainText(`Reopened ${STAYED}.`)
    await expect(row(page, STAYED)).toContainText('open')

    await page.keyboard.press('d')
    await page.keyboard.type('adcjkr? a backup ran')
    await expect(page.getByLabel('Reason')).toHaveValue('adcjkr? a backup ran')
    await page.keyboard.press('Enter')
    await expect(told(page)).toContainText(`Dismissed ${STAYED}.`)
    await expect(rows(page)).toHaveCount(0)
    await page.keyboard.press('r')
    await expect(rows(page)).toHaveCount(1)

    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(STAYED)
  })
})

test.describe('a member', () => {
  test.use({ as: 'member' })
  test('deals with many at once, and takes it back', async ({ page }) => {
    await page.goto(`${INBOX}?state=resolved`)
    const before = await rows(page).count()
    const boxes = page.getByRole('checkbox', { name: /^Choose (?!all|the )/ })
    await boxes.nth(0).click()
    await boxes.nth(2).click({ modifiers: ['Shift'] })
    const bar = page.getByRole('region', { name: 'Actions' })
    await expect(bar).toContainText('3 chosen')
    await expectSound(page)
    await bar.getByRole('button', { name: /Reopen/ }).click()
    await expect(told(page)).toContainText('Reopened 3 alerts.')
    await expect(rows(page)).toHaveCount(before - 3)

    await page.goto(INBOX)
    const live = await rows(page).count()
    expect(live).toBeGreaterThan(3)
    await page.getByLabel('Choose all').check()
    await expect(bar.getByRole('button', { name: /Accept/ })).toHaveCount(0)
    await bar.getByRole('button', { name: /Dismiss/ }).click()
    await page.getByLabel('Reason').fill('tried out')
    await expectSound(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click()
    await expect(page.getByText('No regression waits to be looked at.', { exact: false })).toBeVisible()
    await told(page).getByRole('button', { name: /Undo/ }).click()
    await expect(rows(page)).toHaveCount(live)
  })
})

test.describe('one alert', () => {
  test('says what changed and between which commits, shows it, and leads on', async ({ page }) => {
    await page.goto(INBOX)
    await open(page)
    await expect(page.getByText(/rose from/).first()).toBeVisible()
    await expect(
      page.getByText(/95% interval .* between .* \(last good\) and .* \(first bad\)/),
    ).toBeVisible()
    await expect(page.getByText(/^git log --oneline [0-9a-f]{12}\.\.[0-9a-f]{12}$/)).toBeVisible()
    const chart = page.getByRole('img', { name: /runs before the change/ })
    const box = (await chart.boundingBox())!
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2)
    await expect(page.getByText(/^[0-9a-f]{8} \d{4}-\d\d-\d\d/)).toBeVisible()
    const count = Number(/\d+/.exec(await page.getByText(/^All \d+ runs as a table$/).innerText())![0])
    await page.getByText(/^All \d+ runs as a table$/).click()
    await expect(page.getByRole('table', { name: /around the change/ }).getByRole('row')).toHaveCount(
      count + 1,
    )
    await expectSound(page)
    const here = page.url()
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press((await page.getByRole('link', { name: 'Next' }).count()) ? 'j' : 'k')
    await page.waitForURL((url) => url.href !== here)
    await page.keyboard.press('u')
    await expect(page).toHaveURL(/\/alerts$/)
  })

  test('takes an owner, a due day and a comment, and its history tells them', async ({ page }) => {
    await page.goto(INBOX)
    await open(page)
    await page.getByText('Change owner').click()
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('Milan Member')
    await page.getByLabel('Due').fill('2099-01-02')
    await page.getByRole('button', { name: 'Save owner' }).click()
    await expect(page.getByText('Dana Lead gave it to Milan Member, due 2099-01-02')).toBeVisible()
    await page.getByLabel('Comment').fill('It began with the larger model.')
    await page.getByRole('button', { name: 'Add comment' }).click()
    await expect(page.getByText('It began with the larger model.', { exact: true })).toBeVisible()
    await expect(page.getByLabel('Comment')).toHaveValue('')
  })

  test('that somebody else has dealt with meanwhile says so, and nothing is lost', async ({
    page,
    browser,
  }) => {
    await page.goto(INBOX)
    await open(page)
    await page.getByRole('button', { name: /^Dismiss/ }).click()
    await page.getByLabel('Reason').fill('a backup ran')
    const other = await (
      await browser.newContext({ storageState: await page.context().storageState() })
    ).newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: /^Accept/ }).click()
    await other.getByLabel('Reason').fill('the larger model is worth it')
    await other.getByRole('dialog').getByRole('button', { name: 'Accept new level' }).click()
    await expect(other.getByText('accepted the new level as the baseline')).toBeVisible()
    await other.context().close()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Dismiss' }).click()
    await expect(dialog.getByText('This alert is accepted by now')).toBeVisible()
    await expect(page.getByLabel('Reason')).toHaveValue('a backup ran')
    await page.keyboard.press('Escape')
    await expect(page.getByText('the larger model is worth it')).toBeVisible()
    await expect(page.getByRole('button', { name: /^(Dismiss|Reopen|Accept|Acknowledge)/ })).toHaveCount(0)
  })

  test('is reached from where its metric took the new level', async ({ page }) => {
    await page.goto(`${DEMO}/metrics/tts_first_chunk`)
    const table = page.getByRole('table', { name: 'Changes of level' })
    await expect(table).toContainText('confirmed')
    await table.getByRole('link', { name: 'accepted' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(STAYED)
  })
})

test.describe('a viewer', () => {
  test.use({ as: 'viewer' })
  test('reads all of it, and can do nothing to it', async ({ page }) => {
    await page.goto(`${INBOX}?state=all`)
    await expect(page.getByRole('checkbox')).toHaveCount(0)
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('Enter')
    await expect(page.getByText('viewers read')).toBeVisible()
    for (const word of [/^Acknowledge/, /^Dismiss/, /^Accept/, /^Reopen/, /Save owner/, /Add comment/])
      await expect(page.getByRole('button', { name: word })).toHaveCount(0)
    await expectSound(page)
  })
})
