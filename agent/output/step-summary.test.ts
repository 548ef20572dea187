import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAgent } from '../testing/agent'
import { startServer, TOKEN } from '../testing/server'
import { cut, writeStepSummary } from './step-summary'

const directory = mkdtempSync(path.join(tmpdir(), 'phasegate-summary-'))
const page = path.join(directory, 'summary.md')
let agent: Awaited<ReturnType<typeof buildAgent>>
let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  agent = await buildAgent()
  server = await startServer()
})
afterAll(async () => {
  agent.remove()
  rmSync(directory, { recursive: true })
  await server.stop()
})

const CONFIG = `project: voice
benchmarks:
  - name: x
    command: echo '{"metric":"stt","unit":"ms","value":190}'
    metrics: {stt: {unit: ms, direction: lower, target: 200, acceptance: 300}}
`
const REPORT = '<testsuite name="s"><testcase name="stt" time="0.19"/></testsuite>'
const WHO = ['--commit', 'c', '--branch', 'b', '--project', 'voice']

test.each([
  ['run', [...WHO], '### Benchmarks of b · c · local'],
  ['run', [...WHO, '--dry-run', '--format-out', 'json'], 'dry run, nothing sent'],
  ['upload', ['junit.xml', ...WHO], '### Benchmarks of b · c · '],
  ['check', [], 'phasegate.yml · checked against phasegate.yml'],
  ['compare', ['junit.xml', 'junit.xml'], '### junit.xml → junit.xml'],
])('%s %j appends a table to the step summary', async (command, args, heading) => {
  agent.write('phasegate.yml', CONFIG)
  agent.write('junit.xml', REPORT)
  writeFileSync(page, 'before\n')
  const env = { PHASEGATE_URL: server.url, PHASEGATE_TOKEN: TOKEN, GITHUB_STEP_SUMMARY: page }
  const { code, stderr } = await agent.run([command, ...args], env)
  expect(code, stderr).toBe(0)
  const text = readFileSync(page, 'utf8')
  expect(text.startsWith('before\n')).toBe(true)
  expect(text).toContain(heading)
  expect(text).toMatch(/^\| .*stt/m)
})

test('a page that cannot be written is told, and costs nothing', () =>
  expect(writeStepSummary('x', { GITHUB_STEP_SUMMARY: path.join(directory, 'none', 'x') })).toMatch(
    /^no step summary: /,
  ))

test('what is too long for the page is cut at a line', () => {
  const long = Array.from({ length: 40_000 }, (_, i) => `| metric ${i} | 1 ms | met |`).join('\n')
  writeFileSync(page, '')
  expect(writeStepSummary(long, { GITHUB_STEP_SUMMARY: page })).toBeNull()
  expect(statSync(page).size).toBeLessThanOrEqual(1_000_100)
  expect(readFileSync(page, 'utf8')).toMatch(
    /\| met \|\n\nCut off here: the summary is too long for this page\.\n\n$/,
  )
  expect(cut('short', 100)).toBe('short')
})

test('Buildkite gets an annotation where its agent is', () => {
  const [bin, log] = [path.join(directory, 'buildkite-agent'), path.join(directory, 'log')]
  writeFileSync(bin, `#!/bin/sh\necho "$@" > ${log}\ncat >> ${log}\n`)
  chmodSync(bin, 0o755)
  const before = process.env.PATH
  process.env.PATH = `${directory}${path.delimiter}${before}`
  try {
    expect(writeStepSummary('### hello', { BUILDKITE: 'true', PATH: process.env.PATH })).toBeNull()
    expect(readFileSync(log, 'utf8')).toBe('annotate --context phasegate --append\n### hello\n\n')
  } finally {
    process.env.PATH = before
  }
  rmSync(log)
  expect(writeStepSummary('x', { BUILDKITE: 'true', PATH: '/nowhere' })).toBeNull()
  expect(existsSync(log)).toBe(false)
})
