import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAgent } from './testing/agent'
import { startServer, TOKEN } from './testing/server'

let agent: Awaited<ReturnType<typeof buildAgent>>
let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  agent = await buildAgent()
  server = await startServer()
}, 30_000)
afterAll(async () => {
  await server.stop()
  agent.remove()
})

const online = () => ({ PHASEGATE_URL: server.url, PHASEGATE_TOKEN: TOKEN })
const WHO = ['--project', 'voice', '--branch', 'main', '--commit', 'c0ffee']
const suite = (...cases: string[]) => `<testsuite name="s">${cases.join('')}</testsuite>`
const SKIPPED = '<testcase name="gpu"><skipped message="no GPU"/></testcase>'
const RAN = '<testcase name="cpu" time="1"/>'

test('what a file says was skipped is sent, shown as such and no failure', async () => {
  const file = agent.write('skipped.xml', suite(SKIPPED, RAN))
  const { code, stdout } = await agent.run(['upload', file, ...WHO], online())
  expect(code).toBe(0)
  expect(stdout).toMatch(/s\.gpu .* skipped .*○ skipped/)
  expect(stdout).toContain('s.gpu: skipped: no GPU')
  const failed = agent.write('failed.xml', suite(SKIPPED, '<testcase name="b"><failure/></testcase>'))
  expect((await agent.run(['upload', failed, ...WHO], online())).code).toBe(4)
})

test('a benchmark that skips is no failure of run', async () => {
  agent.write('skip.sh', `echo '{"metric": "gpu", "error": "skipped: no GPU"}'`)
  agent.write('phasegate.yml', 'project: voice\nbenchmarks:\n  - {name: gpu, command: sh skip.sh}\n')
  const { code, stdout } = await agent.run(['run', '--dry-run', ...WHO])
  expect(stdout).toContain('1 skipped')
  expect(code).toBe(0)
})

test('a check all of whose targets were skipped judged nothing, and says so', async () => {
  const targets = 'metrics:\n  s.gpu: {unit: s, direction: lower, target: 2}\n'
  agent.write('phasegate.yml', `project: voice\n${targets}`)
  const file = agent.write('skipped.xml', suite(SKIPPED, RAN))
  const none = await agent.run(['check', file])
  expect(none.code).toBe(2)
  expect(none.stderr).toContain('none of its 1 metrics with a target was measured')
  agent.write('phasegate.yml', `project: voice\n${targets}  s.cpu: {unit: s, direction: lower, target: 2}\n`)
  const some = await agent.run(['check', file])
  expect(some.code).toBe(0)
  expect(some.stderr).toContain('not measured: s.gpu')
})
