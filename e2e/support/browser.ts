import { test as base, expect, type Page } from '@playwright/test'
import type { Role } from '@/lib/auth/permissions'

export { expect }
export const DEMO = '/demo/voice-assistant'
export const PASSWORD = 'phasegate-demo'

/** Signs in as a person would; ends on the page that follows. */
export async function signIn(page: Page, email: string, password = PASSWORD, server = '') {
  await page.goto(`${server}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>
type Options = {
  /** who looks at the page; null: nobody has signed in */
  as: Role | null
  /** what the browser's console may complain of in this test */
  expected: RegExp | null
}

/** Every test looks as somebody of the demo, and fails when the console complains. */
export const test = base.extend<Options & { complaints: undefined }, { states: Map<Role, State> }>({
  as: ['lead', { option: true }],
  expected: [null, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: how Playwright is told that nothing is needed
  states: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  storageState: async ({ as, states, browser, baseURL }, use) => {
    if (as === null) return use({ cookies: [], origins: [] })
    if (!states.has(as)) {
      const context = await browser.newContext({ baseURL, storageState: undefined })
      await signIn(await context.newPage(), `${as}@demo.local`)
      states.set(as, await context.storageState())
      await context.close()
    }
    await use(states.get(as)!)
  },
  complaints: [
    async ({ page, expected }, use) => {
      const heard: string[] = []
      const hear = (text: string) => {
        if (!expected?.test(text)) heard.push(text)
      }
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) hear(`${message.text()} ${message.location().url}`)
      })
      page.on('pageerror', (error) => hear(error.message))
      await use(undefined)
      expect(heard, 'the console complains').toEqual([])
    },
    { auto: true },
  ],
})
