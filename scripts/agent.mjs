// `npm run agent -- ARGS`: the agent, built from source when that changed, in the caller's own directory.
import { spawn } from 'node:child_process'
import { inRoot } from './root.mjs'
import { ensurePackages } from './start/packages.mjs'

try {
  await ensurePackages()
  const { ensureAgent } = await import('./start/build.mjs')
  await ensureAgent()
} catch (error) {
  console.error(`phasegate: ${error.message}`)
  process.exit(2)
}
const child = spawn(process.execPath, [inRoot('agent', 'dist', 'phasegate.mjs'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
})
// The terminal's Ctrl-C reaches the agent by itself; it decides what to finish.
process.on('SIGINT', () => {})
for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
