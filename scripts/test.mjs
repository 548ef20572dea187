// `npm test`: everything, from lint to a real browser, on a database and ports of its own.
import { ensurePackages } from './start/packages.mjs'

const total = { passed: 0, failed: 0, skipped: 0 }
try {
  await ensurePackages()
  const { runStages } = await import('./test/stages.mjs')
  await runStages(process.argv.slice(2), total)
} catch (error) {
  console.error(`phasegate: ${error.message}`)
  total.failed++
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
