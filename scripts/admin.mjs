// `npm run admin -- COMMAND …`: operator tasks on the app's database, whether or not the app is running.
import { spawn } from 'node:child_process'
import { inRoot, root } from './root.mjs'
import { ensurePackages } from './start/packages.mjs'
import { readSettings } from './start/settings.mjs'

async function run(words) {
  const settings = readSettings(process.env)
  await ensurePackages()
  const { ensureClient } = await import('./start/build.mjs')
  const { visitDatabase } = await import('./start/database.mjs')
  await ensureClient()
  const database = await visitDatabase(settings)
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', inRoot('scripts', 'admin.ts'), ...words], {
        cwd: root,
        env: { ...process.env, DATABASE_URL: database.url, PHASEGATE_DATA: settings.data },
        stdio: 'inherit',
      })
      // The terminal's Ctrl-C reaches the child by itself; we stay to close the database behind it.
      process.on('SIGINT', () => {})
      for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
      child.once('error', reject)
      child.once('exit', (code) => resolve(code ?? 1))
    })
  } finally {
    await database.close()
  }
}

try {
  process.exit(await run(process.argv.slice(2)))
} catch (error) {
  console.error(`phasegate: ${error.message}`)
  process.exit(1)
}
