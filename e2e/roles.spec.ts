import { DEMO, expect, test } from './support/browser'

test.describe('what is not there', () => {
  test.use({ expected: /404/ })
  for (const path of [
    '/demo/no-such-project',
    '/no-such/voice-assistant',
    `${DEMO}/metrics/no-such`,
    `${DEMO}/runs/no-such`,
    `${DEMO}/alerts/no-such`,
    `${DEMO}/alerts/00000000-0000-7000-8000-000000000000`,
  ])
    test(`${path} is not found, and says so`, async ({ page }) => {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    })
})

test.describe('a viewer', () => {
  test.use({ as: 'viewer' })
  test('sees targets and tokens as they are, and no form to change them', async ({ page }) => {
    await page.goto(`${DEMO}/settings`)
    await expect(page.getByText('Tokens are made and revoked by an admin')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Create token' })).toHaveCount(0)
    await page.goto(`${DEMO}/metrics/stt_transcription`)
    await expect(page.getByRole('button', { name: /Set target/ })).toHaveCount(0)
  })
})

test.describe('an admin', () => {
  test.use({ as: 'admin' })

  test('makes a token that opens, and revokes it', async ({ page, request }) => {
    await page.goto(`${DEMO}/settings`)
    await page.getByLabel('Name of the new token').fill('browser test')
    await page.getByRole('button', { name: 'Create token' }).click()
    const shown = page.locator('pre', { hasText: /^pgt_\w+$/ })
    const token = (await shown.innerText()).trim()
    const ask = () =>
      request.get('/api/v1/projects/voice-assistant/metrics', {
        headers: { authorization: `Bearer ${token}` },
      })
    expect((await ask()).status()).toBe(200)
    page.on('dialog', (dialog) => dialog.accept())
    const row = page.getByRole('row', { name: /browser test/ })
    await row.getByRole('button', { name: /Revoke/ }).click()
    await expect(row).toContainText(/revoked/i)
    expect((await ask()).status()).toBe(401)
  })
})
