// Stands where an interpreter with pytest would, and does again what a real pytest with the plugin did: its lines, its output, its end. What it
// knows is in pytest/recorded.json. To record anew: RECORD_PYTEST=python3 npx vitest run --project unit agent/probes/pytest.test.ts
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'

const FILE = new URL('pytest/recorded.json', import.meta.url)
const { RECORD_PYTEST, PHASEGATE_PYTEST_LINES, PHASEGATE_PYTEST_OUTPUT, PHASEGATE_PYTEST_MEMORY } =
  process.env
// after: -m pytest -p phasegate_pytest
const asked = process.argv.slice(6).join(' ')
const key = `${asked} (output ${PHASEGATE_PYTEST_OUTPUT}, memory ${PHASEGATE_PYTEST_MEMORY})`

function play({ lines, output, code, signal }) {
  appendFileSync(PHASEGATE_PYTEST_LINES, lines.map((line) => `${line}\n`).join(''))
  process.stdout.write(output.map((line) => `${line}\n`).join(''))
  if (signal === 'SIGTERM') setInterval(() => {}, 1_000)
  else if (signal) process.kill(process.pid, signal)
  else process.exitCode = code
}

function record() {
  let said = ''
  const child = spawn(RECORD_PYTEST, process.argv.slice(2), { stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
      process.stdout.write(text)
    })
  // the whole group is told to end: what came of it is to be kept
  process.on('SIGTERM', () => {})
  child.on('close', (code, signal) => {
    const split = (text) => text.replaceAll(process.cwd(), '/project').trimEnd().split('\n')
    const lines = split(readFileSync(PHASEGATE_PYTEST_LINES, { encoding: 'utf8', flag: 'a+' }))
    const all = JSON.parse(readFileSync(FILE, 'utf8'))
    all[key] = { lines: lines.filter(Boolean), output: split(said), code, signal }
    writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`)
    if (signal) process.kill(process.pid, signal === 'SIGTERM' ? 'SIGKILL' : signal)
    else process.exitCode = code
  })
}

if (RECORD_PYTEST) record()
else {
  const recorded = JSON.parse(readFileSync(FILE, 'utf8'))[key]
  if (!recorded) throw new Error(`no real pytest was recorded for ${key}`)
  play(recorded)
}
