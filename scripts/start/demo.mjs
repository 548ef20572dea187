// The demo project of a first start: its history, its sign-ins, and one real run of the voice pipeline.
import fs from 'node:fs'
import path from 'node:path'
import { withClient } from '../database/sql.mjs'
import { inRoot } from '../root.mjs'
import { runNode, spawnTied } from '../run.mjs'
import { demoPasswords } from './demo-passwords.mjs'

/** Seeds a database without users and settles the sign-ins. `lines` say how to sign in; call `printed` once they are on the screen. */
export async function prepareDemo(settings, env, signal) {
  const pending = path.join(settings.data, 'demo-pending')
  const passwords = demoPasswords(settings)
  const demoEnv = { ...env, DEMO_PASSWORD: passwords.wanted }
  const users = await count(env.DATABASE_URL, 'select 1 from users limit 1')
  if (settings.demo && users === 0) forgetDemo(settings.data)
  if (settings.demo && (users === 0 || fs.existsSync(pending))) {
    // The mark outlives a killed start; the next one then goes on where this one ended.
    fs.writeFileSync(pending, '')
    console.log('Creating the demo project …')
    passwords.begin()
    await runTypeScript('prisma/demo.ts', demoEnv, signal)
  }
  const signIns = await count(env.DATABASE_URL, "select 1 from users where email like '%@demo.local'")
  if (signIns === 0) return { lines: [], printed: () => {} }
  return passwords.settle((which) =>
    runTypeScript('scripts/replace-demo-passwords.ts', { ...demoEnv, REPLACE: which }, signal),
  )
}

/** What is kept beside the database speaks of another one when this one is empty. */
function forgetDemo(data) {
  for (const name of ['demo-token', 'demo-passwords']) fs.rmSync(path.join(data, name), { force: true })
}

const count = (url, query) => withClient(url, async (client) => (await client.query(query)).rowCount)

const runTypeScript = (file, env, signal) => runNode(['--import', 'tsx', inRoot(file)], env, signal)

const outcomes = {
  0: 'all targets that could be judged are met',
  1: 'a target is missed, as the overview shows',
  3: 'the run could not be uploaded; it is kept and can be sent with "npm run agent -- spool flush"',
  4: 'some benchmarks could not be run on this machine; the overview shows which',
}

/** The demo's review looks at main, whatever is checked out here. An unpacked archive has no commit; a release still has a name. */
function demoBuild() {
  const branch = ['--branch', 'main']
  if (fs.existsSync(inRoot('.git'))) return branch
  const { version } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'))
  return [...branch, '--commit', `v${version}`]
}

/** Measures this machine once, beside the server. Resolves when done or aborted; says how it went in one line. */
export async function runDemoAgent(settings, env, signal) {
  const pending = path.join(settings.data, 'demo-pending')
  const tokenFile = path.join(settings.data, 'demo-token')
  if (!settings.demo || !fs.existsSync(pending) || !fs.existsSync(tokenFile)) return
  console.log(
    "Measuring this machine's voice pipeline for the demo; the run appears on the overview in a minute or so.",
  )
  const code = await new Promise((resolve) => {
    const child = spawnTied([inRoot('agent/dist/phasegate.mjs'), 'run', '--quiet', ...demoBuild()], {
      env: {
        ...env,
        PHASEGATE_URL: settings.localUrl,
        PHASEGATE_TOKEN: fs.readFileSync(tokenFile, 'utf8').trim(),
      },
      stdout: 'ignore',
      stderr: 'ignore',
      signal,
    })
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  if (code === null) return
  fs.rmSync(pending, { force: true })
  console.log(`Demo run: ${outcomes[code] ?? `the agent ended with code ${code}`}.`)
}
