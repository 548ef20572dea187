import { existsSync, readFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAgent } from '../testing/agent'

let agent: Awaited<ReturnType<typeof buildAgent>>
beforeAll(async () => {
  agent = await buildAgent()
  agent.write('package.json', {
    name: 'voice',
    scripts: { bench: `echo '{"metric":"m","unit":"ms","value":1}'` },
  })
})
afterAll(() => agent.remove())
const file = () => `${agent.directory}/phasegate.yml`

test('init writes what run can run at once', async () => {
  const { code, stdout } = await agent.run(['init'])
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'phasegate.yml written. It runs: npm run --silent bench.\n',
  })
  const ran = await agent.run(['run', '--dry-run', '--commit', 'c', '--branch', 'b', '--format-out', 'json'])
  expect(JSON.parse(ran.stdout)).toMatchObject({
    project: 'voice',
    measurements: expect.arrayContaining([expect.objectContaining({ metric: 'm' })]),
  })
}, 20_000)

test('it never writes over a file', async () => {
  const before = readFileSync(file(), 'utf8')
  const { code, stderr } = await agent.run(['init', '--project', 'other'])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'phasegate: phasegate.yml: is there already; remove it first, or name another with --config\n',
  })
  expect(readFileSync(file(), 'utf8')).toBe(before)
})

test('--dry-run prints it and writes nothing', async () => {
  rmSync(file())
  const { code, stdout } = await agent.run(['init', '--dry-run', '--project', 'named'])
  expect({ code, there: existsSync(file()) }).toEqual({ code: 0, there: false })
  expect(stdout).toContain('project: named')
})
