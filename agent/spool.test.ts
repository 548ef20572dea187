import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliver, flush } from './deliver'
import { EXIT } from './exit'
import { serverFromEnvironment } from './server'
import { Spool, spoolDirectory } from './spool'
import { someRun } from './testing/runs'
import { startServer, TOKEN } from './testing/server'

let directory: string
let server: Awaited<ReturnType<typeof startServer>>
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'phasegate-spool-'))
  server = await startServer()
})
afterEach(async () => {
  await server.stop()
  rmSync(directory, { recursive: true })
})

const there = (token: string | undefined = TOKEN) =>
  serverFromEnvironment({ PHASEGATE_URL: server.url, PHASEGATE_TOKEN: token })
const outgoing = (run = someRun()) => ({ runId: run.runId, body: JSON.stringify(run), label: 'run' })
const files = () => readdirSync(directory).filter((name) => name.endsWith('.json'))

test('a run is kept as the bytes that will be sent', async () => {
  const { runId, body } = outgoing()
  const entry = await new Spool(directory).save(runId, body)
  expect(readFileSync(entry.file, 'utf8')).toBe(body)
  expect(readdirSync(directory)).toHaveLength(1)
})

test('saved twice it is one, with another body it is two', async () => {
  const spool = new Spool(directory)
  const { runId, body } = outgoing()
  await spool.save(runId, body)
  await spool.save(runId, body)
  expect(files()).toHaveLength(1)
  await spool.save(runId, `${body} `)
  expect(files()).toHaveLength(2)
})

test('a run goes after those that waited, and all leave the spool', async () => {
  const spool = new Spool(directory)
  const [old, older, mine] = [outgoing(), outgoing(), outgoing()]
  await spool.save(old.runId, old.body)
  await spool.save(older.runId, older.body)
  const told: string[] = []
  const sent = await deliver(spool, there(), [mine], 1, (line) => told.push(line))
  expect(sent).toMatchObject([{ runId: mine.runId, code: EXIT.ok, line: null }])
  expect([...server.stored.keys()]).toEqual([old.runId, older.runId, mine.runId])
  expect(told).toEqual(['sent 2 runs that waited in the spool'])
  expect(files()).toEqual([])
})

test.each([
  ['no token', '', undefined, 'PHASEGATE_TOKEN is not set'],
  [
    'a token that is not valid',
    'pgt_other',
    undefined,
    'this token is not valid (HTTP 401); check PHASEGATE_TOKEN',
  ],
  ['a server in trouble', TOKEN, { status: 503 }, 'fault 503 (HTTP 503)'],
])('with %s the run is safe, and the line says how to send it', async (_, token, fault, why) => {
  if (fault) server.faults.push(fault, fault)
  const [sent] = await deliver(new Spool(directory), there(token), [outgoing()], 0, () => {})
  expect(sent?.code).toBe(EXIT.unsent)
  expect(sent?.line).toContain(why)
  expect(sent?.line).toMatch(/safe in .*\.json; send it with: .* spool flush$/)
  expect(files()).toHaveLength(1)
})

test('what the server will never take is set aside with its reason and holds up nothing', async () => {
  const spool = new Spool(directory)
  const [bad, good] = [outgoing(), outgoing()]
  await spool.save(bad.runId, bad.body)
  server.faults.push({ status: 400, body: '{"detail":"widgets are not milliseconds"}' })
  const [sent] = await deliver(spool, there(), [good], 0, () => {})
  expect(sent?.code).toBe(EXIT.ok)
  expect(await spool.rejected()).toMatchObject([
    { runId: bad.runId, reason: 'widgets are not milliseconds (HTTP 400)' },
  ])
  expect(await spool.list()).toEqual([])
})

test('a run the server stumbles over does not hold up the rest', async () => {
  const spool = new Spool(directory)
  const [poison, mine] = [outgoing(), outgoing()]
  await spool.save(poison.runId, poison.body)
  server.faults.push({ status: 500 })
  expect(await deliver(spool, there(), [mine], 0, () => {})).toMatchObject([{ code: EXIT.ok }])
  expect(await spool.list()).toMatchObject([{ runId: poison.runId }])
})

test('a server that is away is asked once, not once for every run', async () => {
  const spool = new Spool(directory)
  for (let i = 0; i < 5; i++) {
    const { runId, body } = outgoing()
    await spool.save(runId, body)
  }
  server.faults.push('hang up', 'hang up')
  expect(await flush(spool, there(), 0)).toHaveLength(1)
  expect(await spool.list()).toHaveLength(5)
})

test('a run larger than the server takes is not sent at all', async () => {
  const run = { ...someRun(), branch: 'x'.repeat(8 * 1024 * 1024) }
  const [sent] = await deliver(new Spool(directory), there(), [outgoing(run)], 0, () => {})
  expect(sent).toMatchObject({ code: EXIT.usage })
  expect(server.requests).toEqual([])
})

test('two agents on one spool send every run exactly once', async () => {
  const ids: string[] = []
  for (let i = 0; i < 30; i++) {
    const { runId, body } = outgoing()
    ids.push(runId)
    await new Spool(directory).save(runId, body)
  }
  const mine = [outgoing(), outgoing()]
  const results = await Promise.all(
    mine.map((run) => deliver(new Spool(directory), there(), [run], 5, () => {})),
  )
  expect(results.flat().map((r) => r.code)).toEqual([EXIT.ok, EXIT.ok])
  expect([...server.stored.keys()].sort()).toEqual([...ids, ...mine.map((m) => m.runId)].sort())
  expect(files()).toEqual([])
})

test('only what was abandoned half-written is tidied away', async () => {
  const half = (name: string) => join(directory, `.1700000000000-${'0'.repeat(36)}.json.${name}`)
  writeFileSync(half('1'), '{"runId"')
  writeFileSync(half('2'), '{"runId"')
  utimesSync(half('1'), new Date(0), new Date(0))
  mkdirSync(join(directory, 'somebody-elses'))
  const spool = new Spool(directory)
  await spool.tidy()
  expect(await spool.list()).toEqual([])
  expect(readdirSync(directory).sort()).toEqual([`.1700000000000-${'0'.repeat(36)}.json.2`, 'somebody-elses'])
})

test('the spool is where the environment says', () => {
  expect(spoolDirectory({ PHASEGATE_SPOOL: '/x' })).toBe('/x')
  expect(spoolDirectory({ XDG_STATE_HOME: '/s' })).toBe(join('/s', 'phasegate', 'spool'))
  expect(spoolDirectory({})).toMatch(/\.local.state.phasegate.spool$/)
})
