// The demo project of a first start: its history, its sign-ins, and one real run of the voice pipeline.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { withClient } from '../database/sql.mjs'
import { inRoot, root } from '../root.mjs'
import { randomSecret } from './secrets.mjs'

const PASSWORD = 'phasegate-demo'
const people = ['lead', 'member', 'viewer', 'admin']

/** Seeds a database without users, and makes the known passwords useless where others can reach the server. */
export async function prepareDemo(settings, env, signal) {
  const pending = path.join(settings.data, 'demo-pending')
  const password = settings.open ? randomSecret(12) : PASSWORD
  const demoEnv = settings.open ? { ...env, DEMO_PASSWORD: password } : env
  const users = await count(env.DATABASE_URL, 'select 1 from users limit 1')
  const seeded = settings.demo && (users === 0 || fs.existsSync(pending))
  if (seeded) {
    // The mark outlives a killed start; the next one then goes on where this one ended.
    fs.writeFileSync(pending, '')
    console.log('Creating the demo project …')
    await runTypeScript('prisma/demo.ts', demoEnv, signal)
  }
  if ((await count(env.DATABASE_URL, "select 1 from users where email like '%@demo.local'")) === 0)
    return { lines: [] }
  const own = path.join(settings.data, 'demo-passwords-changed')
  let changed = seeded && settings.open
  if (settings.open && (await runTypeScript('scripts/replace-demo-passwords.ts', demoEnv, signal)).trim())
    changed = true
  if (changed) fs.writeFileSync(own, '')
  return { lines: describe(changed || !fs.existsSync(own) ? password : null) }
}

function describe(password) {
  const names = people.map((name) => `${name}@demo.local`).join(', ')
  return password
    ? [`Demo sign-ins: ${names}`, `Password:      ${password}`]
    : [`Demo sign-ins: ${names}, with the password that was printed when it was made`]
}

const count = (url, query) => withClient(url, async (client) => (await client.query(query)).rowCount)

/** Runs a TypeScript program of ours; resolves to its stdout, rejects with what it said. */
export function runTypeScript(file, env, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', inRoot(file)], { cwd: root, env, signal })
    let out = ''
    let said = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${file} failed\n${said || out}`)),
    )
  })
}

const outcomes = {
  0: 'all targets that could be judged are met',
  1: 'a target is missed, as the overview shows',
  3: 'the run could not be uploaded; it is kept and can be sent with "npm run agent -- spool flush"',
  4: 'some benchmarks could not be run on this machine; the overview shows which',
}

/** An unpacked archive has no commit; a release still has a name. */
function buildWithoutGit() {
  if (fs.existsSync(inRoot('.git'))) return []
  const { version } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'))
  return ['--branch', 'main', '--commit', `v${version}`]
}

/** Measures this machine once, beside the server. Resolves when done or aborted; says how it went in one line. */
export async function runDemoAgent(settings, env, signal) {
  const pending = path.join(settings.data, 'demo-pending')
  const tokenFile = path.join(settings.data, 'demo-token')
  if (!fs.existsSync(pending) || !fs.existsSync(tokenFile)) return
  console.log(
    "Measuring this machine's voice pipeline for the demo; the run appears on the overview in a minute or so.",
  )
  const code = await new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [inRoot('agent/dist/phasegate.mjs'), 'run', '--quiet', ...buildWithoutGit()],
      {
        cwd: root,
        env: {
          ...env,
          PHASEGATE_URL: settings.open ? settings.url : `http://${settings.host}:${settings.port}`,
          PHASEGATE_TOKEN: fs.readFileSync(tokenFile, 'utf8').trim(),
        },
        stdio: 'ignore',
        signal,
      },
    )
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  if (code === null) return
  fs.rmSync(pending, { force: true })
  console.log(`Demo run: ${outcomes[code] ?? `the agent ended with code ${code}`}.`)
}
