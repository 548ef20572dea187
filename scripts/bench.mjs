// `npm run bench`: what Phasegate costs beside the raw limit, as ratios, on an app and a database of its own.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inRoot } from './root.mjs'
import { ensurePackages } from './start/packages.mjs'

async function run() {
  await ensurePackages()
  const { spawnTied } = await import('./run.mjs')
  const { ensureAgent, ensureApp, ensureClient } = await import('./start/build.mjs')
  await ensureClient()
  await ensureAgent()
  await ensureApp()
  const { openDirectory } = await import('./database/binaries.mjs')
  const { startApp } = await import('./test-app.mjs')
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'phasegate-bench-'))
  fs.chmodSync(home, 0o711)
  openDirectory(home)
  const app = await startApp({ dataDir: home })
  try {
    const child = spawnTied(['--import', 'tsx', inRoot('scripts', 'bench', 'main.ts')], {
      env: { ...app.env, BENCH_URL: app.url },
      stdout: 'inherit',
      stderr: 'inherit',
    })
    return await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  } finally {
    await app.stop()
    fs.rmSync(home, { recursive: true, force: true })
  }
}

try {
  process.exit(await run())
} catch (error) {
  console.error(`phasegate: ${error.message}`)
  process.exit(1)
}
