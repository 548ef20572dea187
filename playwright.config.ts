import { defineConfig, devices } from '@playwright/test'

// scripts/test.mjs starts the app and finds the browser; both are named in the environment.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // The tests share one app and one project, so they go one after the other.
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.PHASEGATE_TEST_URL,
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH },
  },
})
