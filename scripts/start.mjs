// `npm start` and `npm run dev`. Until the packages are installed, only Node's own modules may be imported here.
import { ensurePackages } from './start/packages.mjs'
import { readSettings } from './start/settings.mjs'

try {
  const settings = readSettings(process.env, process.argv.slice(2))
  ensurePackages()
  const { supervise } = await import('./start/supervise.mjs')
  process.exit(await supervise(settings))
} catch (error) {
  console.error(`phasegate: ${error.message}`)
  process.exit(1)
}
