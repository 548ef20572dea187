import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admissibility } from '@/lib/core/environment'
import { type Server, serverFromEnvironment } from '../server'
import { Spool } from '../spool'
import { checkNoise, checkSpool } from './machine'
import { checkServer, checkToken } from './server'

type Answer = (url: string, response: ServerResponse) => void
let answer: Answer
const http = createServer((request, response) => answer(request.url ?? '', response))
let there: Server
beforeAll(async () => {
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  there = serverFromEnvironment({ PHASEGATE_URL: url, PHASEGATE_TOKEN: 'pgt_secret' })
})
afterAll(() => http.close())

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
const HEALTHY = { status: 'ok', database: 'ok', version: '0.1.0' }
const ago = (seconds: number) => ({ date: new Date(Date.now() - seconds * 1000).toUTCString() })
const states = (rows: { check: string; state: string }[]) =>
  Object.fromEntries(rows.map((r) => [r.check, r.state]))

describe('server and clock', () => {
  test.each([
    ['a server that is well', json(200, HEALTHY), { server: 'ok', clock: 'ok' }, /version 0\.1\.0/],
    [
      'a server without its database',
      json(503, { status: 'degraded', database: 'away' }),
      { server: 'fail', clock: 'ok' },
      /degraded/,
    ],
    ['another program', json(200, { hello: 'world' }), { server: 'fail' }, /is not Phasegate/],
    ['a page', ((_, response) => response.end('<html>')) as Answer, { server: 'fail' }, /is not Phasegate/],
    [
      'a proxy that sends elsewhere',
      json(302, {}, { location: 'https://login.example.com' }),
      { server: 'fail' },
      /HTTP 302/,
    ],
    [
      'a server that hangs up',
      ((_, response) => response.destroy()) as Answer,
      { server: 'fail' },
      /the connection was cut/,
    ],
    [
      'a clock an hour behind the server',
      json(200, HEALTHY, ago(-3600)),
      { server: 'ok', clock: 'fail' },
      /3600 s behind the server|3599 s behind the server/,
    ],
    [
      'a clock an hour ahead of the server',
      json(200, HEALTHY, ago(3600)),
      { server: 'ok', clock: 'fail' },
      /360[01] s ahead of the server/,
    ],
    [
      'a clock two seconds off',
      json(200, HEALTHY, ago(2)),
      { server: 'ok', clock: 'ok' },
      /ahead of the server/,
    ],
  ] as [string, Answer, Record<string, string>, RegExp][])('%s', async (_, given, expected, words) => {
    answer = given
    const rows = await checkServer(there)
    expect(states(rows)).toEqual(expected)
    expect(rows.map((r) => r.detail).join('\n')).toMatch(words)
    for (const row of rows) if (row.state === 'fail') expect(row.advice).toBeTruthy()
  })
  test('nobody there', async () => {
    const rows = await checkServer(serverFromEnvironment({ PHASEGATE_URL: 'http://127.0.0.1:29' }))
    expect(rows).toMatchObject([
      { check: 'server', state: 'fail', detail: expect.stringContaining('nobody listens there') },
    ])
  })
})

describe('token', () => {
  test.each([
    [200, 'voice', 'ok', 'valid for voice'],
    [401, 'voice', 'fail', 'is not valid, expired or revoked'],
    [403, 'voice', 'fail', 'may not read'],
    [404, 'voice', 'fail', 'does not reach project voice'],
    [404, undefined, 'ok', 'valid'],
    [401, undefined, 'fail', 'is not valid, expired or revoked'],
    [503, 'voice', 'fail', 'the server answers HTTP 503'],
  ] as const)('answered with %d, asked about %s: %s', async (status, project, state, detail) => {
    answer = json(status, {})
    const row = await checkToken(there, project)
    expect(row).toMatchObject({ check: 'token', state, detail })
    expect(JSON.stringify(row)).not.toContain('pgt_secret')
  })
  test('is asked for by the project’s name, whatever characters that has', async () => {
    const asked: string[] = []
    answer = (url, response) => {
      asked.push(url)
      json(200, {})(url, response)
    }
    await checkToken(there, 'a/b ?c')
    expect(asked).toEqual(['/api/v1/projects/a%2Fb%20%3Fc/metrics'])
  })
  test('that is not set is a failure of its own', async () => {
    const row = await checkToken({ ...there, token: null }, 'voice')
    expect(row).toMatchObject({ state: 'fail', detail: 'PHASEGATE_TOKEN is not set' })
  })
})

describe('spool and machine', () => {
  test('what waits and what was refused is a warning with what to type', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'phasegate-checks-'))
    const spool = new Spool(join(directory, 'spool'))
    expect(await checkSpool(spool)).toMatchObject({
      state: 'ok',
      detail: expect.stringContaining('0 waiting, 0 rejected'),
    })
    const entry = await spool.save('0193a5c2-7e4b-7c3d-9f10-5b6a7c8d9e0f', '{}')
    expect(await checkSpool(spool)).toMatchObject({ state: 'warn', advice: 'phasegate spool flush' })
    await spool.reject(entry, 'no')
    expect(await checkSpool(spool)).toMatchObject({ state: 'warn', advice: 'phasegate spool list' })
    rmSync(directory, { recursive: true })
  })
  test('a place that cannot be written is a failure', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'phasegate-checks-'))
    writeFileSync(join(directory, 'file'), '')
    const row = await checkSpool(new Spool(join(directory, 'file', 'spool')))
    expect(row).toMatchObject({ state: 'fail', advice: expect.stringContaining('PHASEGATE_SPOOL') })
    rmSync(directory, { recursive: true })
  })
  test('noise is told, and is a warning when a run would not be admissible', async () => {
    expect(await checkNoise(() => ({ admissible: true }))).toMatchObject({
      state: 'ok',
      detail: expect.stringContaining('clock spread'),
    })
    expect(await checkNoise(() => admissibility({ noise: { stealPercent: 50 } }))).toMatchObject({
      state: 'warn',
      advice:
        'a run now would not be admissible: Too noisy: 50% of processor time was stolen by other machines (limit 10%).',
    })
  })
})
