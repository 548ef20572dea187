// Which Chromium the browser tests use. Each candidate is tried by opening it: a file that is there may still lack libraries.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { unpackNpmChromium } from './browser-from-npm.mjs'
import { inRoot } from './root.mjs'

const systemNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
]

function onPath(name) {
  const places = (process.env.PATH ?? '').split(path.delimiter).map((place) => path.join(place, name))
  return places.find((place) => fs.existsSync(place))
}

/** Whether a browser opens a page; `executable` undefined is Playwright's own. */
async function opens(executable, env = {}) {
  try {
    const browser = await chromium.launch({ executablePath: executable, env: { ...process.env, ...env } })
    const page = await browser.newPage()
    const text = await page.evaluate('String(1 + 1)')
    await browser.close()
    return text === '2'
  } catch {
    return false
  }
}

async function* candidates() {
  yield { from: "Playwright's own" }
  for (const name of systemNames) {
    const executable = onPath(name)
    if (executable) yield { from: `the system's ${name}`, executable }
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { executable, env, libraries } = unpackNpmChromium()
    yield { from: 'the one that npm brings', executable, env }
    yield { from: 'the one that npm brings, with its libraries', executable, env: { ...env, ...libraries } }
  }
  const playwright = (...words) =>
    spawnSync(process.execPath, [inRoot('node_modules/@playwright/test/cli.js'), ...words], {
      timeout: 300_000,
    })
  if (playwright('install', 'chromium').status === 0) yield { from: "Playwright's download" }
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    playwright('install-deps', 'chromium')
    yield { from: "Playwright's download, with the system's libraries" }
    spawnSync('apt-get', ['install', '-y', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const executable = onPath('chromium')
    if (executable) yield { from: 'apt-get install chromium', executable }
  }
}

/** Finds a Chromium that opens; resolves to the environment for Playwright's run and a word on where it came from. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (await opens(given)) return { from: 'CHROMIUM_PATH', env: { CHROMIUM_PATH: given } }
    throw new Error(`CHROMIUM_PATH is ${given}, which does not open`)
  }
  for await (const { from, executable, env } of candidates())
    if (await opens(executable, env))
      return { from, env: { ...env, ...(executable && { CHROMIUM_PATH: executable }) } }
  throw new Error(
    'no Chromium opens here; install one with "npx playwright install --with-deps chromium" or set CHROMIUM_PATH',
  )
}
