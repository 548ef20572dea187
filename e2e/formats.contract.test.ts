import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runUpload, type Verdict } from '@/lib/core/wire'
import { type Agent, downloadAgent } from './support/agent'
import { type Ask, caller } from './support/api'
import { aTenant, sharedApp } from './support/app'

const app = sharedApp()
const directory = path.join(import.meta.dirname, '../lib/core/formats/samples')
/** Real files of other tools, as they are: named after their format. asv's list of its benchmarks has no result in it. */
const samples = readdirSync(directory).filter(
  (name) => !name.endsWith('.md') && name !== 'asv-benchmarks.json',
)
let ask: Ask
let project: string
let agent: Agent
beforeAll(async () => {
  const tenant = await aTenant()
  project = tenant.project.slug
  ask = caller(app, tenant.token)
  agent = await downloadAgent(app, tenant.token)
})
afterAll(() => agent.remove())

const told = (verdicts: Verdict[]) =>
  verdicts.map(({ metric, value, unit, state, error }) => ({ metric, value, unit, state, error }))

test.each(samples)('%s says the same, sent by the agent or imported by the server', async (name) => {
  const text = readFileSync(path.join(directory, name), 'utf8')
  const who = ['--project', project, '--branch', uuid(), '--commit', 'c0ffee']
  const dry = await agent.run([
    'upload',
    agent.write(name, text),
    ...who,
    '--dry-run',
    '--format-out',
    'json',
  ])
  expect(dry, dry.stderr).toMatchObject({ code: 0, stderr: '' })
  expect(runUpload.parse(JSON.parse(dry.stdout)).measurements.length).toBeGreaterThan(0)
  const sent = await ask('POST', '/api/v1/runs', { body: dry.stdout.trim() })
  expect(sent.status).toBe(201)
  const imported = await ask('POST', `/api/v1/runs/import?branch=${uuid()}&commit=c0ffee`, {
    body: text,
    type: 'application/octet-stream',
  })
  expect(imported.status).toBe(201)
  expect(told(imported.json.verdicts)).toEqual(told(sent.json.verdicts))
  const { format } = (await ask('GET', `/api/v1/runs/${imported.json.runId}`)).json
  expect(name.startsWith(format), `${name} was taken for ${format}`).toBe(true)
})
