import { afterEach, beforeEach, expect, test } from 'vitest'
import { postRun, retryAfterMs, sendRun } from './client'
import { serverFromEnvironment } from './server'
import { someRun } from './testing/runs'
import { startServer, TOKEN } from './testing/server'

let server: Awaited<ReturnType<typeof startServer>>
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.stop())

const there = (token = TOKEN) => serverFromEnvironment({ PHASEGATE_URL: server.url, PHASEGATE_TOKEN: token })

test('a stored run is a receipt, and so is the same run again', async () => {
  const body = JSON.stringify(someRun())
  const first = await postRun(there(), body)
  expect(first.kind).toBe('accepted')
  expect(await postRun(there(), body)).toEqual(first)
  expect(server.stored.size).toBe(1)
})

test.each([
  [401, 'barred'],
  [403, 'barred'],
  [404, 'barred'],
  [307, 'barred'],
  [400, 'refused'],
  [409, 'refused'],
  [413, 'refused'],
  [422, 'refused'],
  [429, 'away'],
  [500, 'away'],
  [503, 'away'],
])('HTTP %i: %s', async (status, kind) => {
  server.faults.push({ status, headers: status === 307 ? { location: 'http://127.0.0.1:9/' } : {} })
  expect(await postRun(there(), JSON.stringify(someRun()))).toMatchObject({ kind, status })
})

test("the server's words reach the person, in one line", async () => {
  const errors = [{ path: 'measurements[0].unit', message: 'ms is no unit\nof this metric' }]
  server.faults.push({
    status: 400,
    body: JSON.stringify({ title: 'Bad request', detail: 'the run is wrong', errors }),
  })
  expect(await postRun(there(), JSON.stringify(someRun()))).toMatchObject({
    reason: 'the run is wrong; measurements[0].unit: ms is no unit of this metric (HTTP 400)',
  })
})

test('a friendly page is not a receipt', async () => {
  server.faults.push({ status: 200, body: '<html>Welcome to the guest network</html>' })
  expect(await postRun(there(), JSON.stringify(someRun()))).toMatchObject({ kind: 'barred' })
})

test('a server that comes back in time gets the run once', async () => {
  server.faults.push('hang up', { status: 503 }, 'store, then hang up')
  const outcome = await sendRun(there(), JSON.stringify(someRun()), 15)
  expect(outcome.kind).toBe('accepted')
  expect(server.stored.size).toBe(1)
  expect(server.requests).toHaveLength(4)
})

test('Retry-After is waited for, but not past the end', async () => {
  server.faults.push({ status: 429, headers: { 'retry-after': '1' } })
  expect((await sendRun(there(), JSON.stringify(someRun()), 10)).kind).toBe('accepted')
  expect(server.requests[1]!.at - server.requests[0]!.at).toBeGreaterThanOrEqual(990)
  server.faults.push({ status: 429, headers: { 'retry-after': '3600' } })
  const started = Date.now()
  expect((await sendRun(there(), JSON.stringify(someRun()), 10)).kind).toBe('away')
  expect(Date.now() - started).toBeLessThan(1_000)
})

test('Retry-After may be a date', () => {
  const now = Date.parse('2026-02-28T22:57:00Z')
  expect(retryAfterMs('Sat, 28 Feb 2026 22:57:09 GMT', now)).toBe(9_000)
  expect(retryAfterMs('soon', now)).toBeUndefined()
})

test('nobody listening is said in plain words, without the token', async () => {
  await server.stop()
  const outcome = await postRun(there('pgt_secret'), JSON.stringify(someRun()))
  expect(outcome).toEqual({
    kind: 'away',
    reason: `${server.url}: nobody listens there (connection refused)`,
  })
  server = await startServer()
})

test.each([
  [{ PHASEGATE_URL: 'ftp://x' }, 'PHASEGATE_URL: must be an address'],
  [{ PHASEGATE_URL: 'http://me:secret@x' }, 'PHASEGATE_URL: must not hold a name or password'],
  [{ PHASEGATE_TOKEN: 'pgt_se\ncret' }, 'PHASEGATE_TOKEN: holds characters'],
])('%j is refused without being repeated', (env, message) => {
  expect(() => serverFromEnvironment(env)).toThrow(message)
  expect(() => serverFromEnvironment(env)).not.toThrow(/cret/)
})
