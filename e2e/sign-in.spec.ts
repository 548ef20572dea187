import { DEMO, expect, PASSWORD, signIn, test } from './support/browser'

test.use({ as: null })

test.describe('a wrong password and an unknown account', () => {
  test.use({ expected: /401/ })
  test('are refused in the same words', async ({ page }) => {
    const refusals = []
    for (const email of ['lead@demo.local', 'nobody@demo.local']) {
      await page.goto('/sign-in')
      await page.getByLabel('E-mail address').fill(email)
      await page.getByLabel('Password').fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      refusals.push(await page.getByRole('alert').filter({ hasText: /\w/ }).innerText())
    }
    expect(refusals[0]).toContain('do not go together')
    expect(refusals[1]).toBe(refusals[0])
  })
})

test('a page asks for a sign-in and comes back to itself', async ({ page }) => {
  const path = `${DEMO}/metrics/stt_transcription`
  await page.goto(path)
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/)
  await page.getByLabel('E-mail address').fill('viewer@demo.local')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`**${path}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('STT transcription')
})

test('no link leads away from this server after the sign-in', async ({ page }) => {
  for (const elsewhere of ['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example']) {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(elsewhere)}`)
    await page.getByLabel('E-mail address').fill('viewer@demo.local')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`**${DEMO}`)
    await page.context().clearCookies()
  }
})

test('signing out ends the session itself, not only the cookie', async ({ page, browser, baseURL }) => {
  await signIn(page, 'viewer@demo.local')
  const kept = await page.context().storageState()
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await page.waitForURL('**/sign-in**')
  const thief = await browser.newContext({ baseURL, storageState: kept })
  const stolen = await thief.newPage()
  await stolen.goto(DEMO)
  await expect(stolen).toHaveURL(/\/sign-in/)
  await thief.close()
})
