// `npm start` and `npm run dev`. Until the packages are installed, only Node's own modules may be imported here.
import { readSettings } from './start/settings.mjs'
import { supervise } from './start/supervise.mjs'

try {
  process.exit(await supervise(readSettings(process.env, process.argv.slice(2))))
} catch (error) {
  console.error(`phasegate: ${error.message}`)
  process.exit(1)
}
