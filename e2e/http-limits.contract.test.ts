import net from 'node:net'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { MAX_BODY_BYTES } from '@/lib/core/wire'
import { anUpload } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem, type Given } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows } from './support/rows'

const app = sharedApp()
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
})

/** A good upload with so many bytes, by way of spaces that say nothing. */
const ofLength = (length: number) => JSON.stringify(anUpload(tenant.project.slug)).padEnd(length)
const inChunks = (text: string, size = 100_000) => {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= text.length) return controller.close()
      controller.enqueue(new TextEncoder().encode(text.slice(at, at + size)))
      at += size
    },
  })
}
const unchanged = async (work: () => Promise<unknown>) => {
  const before = await countRows(app.databaseUrl)
  await work()
  expect(await countRows(app.databaseUrl)).toEqual(before)
}

describe('a body of more than 8 MiB', () => {
  test('is refused; one of exactly 8 MiB is not', async () => {
    expect((await ask('POST', '/api/v1/runs', { body: ofLength(MAX_BODY_BYTES) })).status).toBe(201)
    await unchanged(async () => {
      expectProblem(await ask('POST', '/api/v1/runs', { body: ofLength(MAX_BODY_BYTES + 1) }), 413)
      expectProblem(await ask('POST', '/api/v1/runs', { body: ofLength(20_000_000) }), 413)
    })
  })

  test('is refused as well when its length is not announced', async () => {
    expect((await ask('POST', '/api/v1/runs', { body: inChunks(ofLength(MAX_BODY_BYTES)) })).status).toBe(201)
    await unchanged(async () => {
      expectProblem(await ask('POST', '/api/v1/runs', { body: inChunks(ofLength(MAX_BODY_BYTES + 1)) }), 413)
      expectProblem(
        await ask('POST', '/api/v1/runs', { body: inChunks(ofLength(30_000_000), 1_000_000) }),
        413,
      )
    })
  })

  test('is refused by every route that takes one', async () => {
    await unchanged(async () => {
      const body = ' '.repeat(MAX_BODY_BYTES + 1)
      expectProblem(await ask('POST', '/api/v1/runs/import?format=junit&commit=c', { body }), 413)
      expectProblem(await ask('PUT', `${tenant.at}/metrics/m`, { body }), 413)
    })
  })
})

/** Writes what no honest client would, and reads until the server has answered and closed, or for a moment. */
const speak = (head: string[], body: string, { hangUp = false } = {}) =>
  new Promise<string>((resolve) => {
    const { port, hostname, host } = new URL(app.url)
    const socket = net.connect(Number(port), hostname)
    let heard = ''
    socket.on('data', (data) => {
      heard += data
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
    const lines = ['POST /api/v1/runs HTTP/1.1', `Host: ${host}`, `Authorization: Bearer ${tenant.token}`]
    socket.write([...lines, 'Content-Type: application/json', ...head, '', body].join('\r\n'))
    setTimeout(() => socket.destroy(), hangUp ? 200 : 1_000)
  })
const statusOf = (heard: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1])

describe('a length that lies', () => {
  test('announces too much: refused at once, before anything came', async () => {
    const heard = await speak(['Content-Length: 99999999'], '{')
    expect(statusOf(heard)).toBe(413)
    expect(heard).toContain('application/problem+json')
  })

  test('announces more than comes before the sender hangs up: nothing is written, and the server goes on', async () => {
    const body = ofLength(10_000)
    await unchanged(async () => {
      expect(await speak([`Content-Length: ${body.length + 1}`], body, { hangUp: true })).toBe('')
      await speak(['Transfer-Encoding: chunked'], `${body.length.toString(16)}\r\n${body}`, { hangUp: true })
    })
    expect((await ask('GET', '/api/health')).status).toBe(200)
  })

  test.each([
    ['announces less than comes', ['Content-Length: 2'], '{}{"more": true}'],
    ['is negative', ['Content-Length: -5'], '{}'],
    ['is no number', ['Content-Length: abc'], '{}'],
    ['is given twice', ['Content-Length: 2', 'Content-Length: 3'], '{} '],
    ['comes with chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n'],
    ['of a chunk is no number', ['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'],
  ])('%s: 4xx, and nothing written', async (_, head, body) => {
    await unchanged(async () => expect(Math.floor(statusOf(await speak(head, body)) / 100)).toBe(4))
  })
})

describe('415', () => {
  test.each<[string, Given]>([
    ['no type', { type: null }],
    ['text', { type: 'text/plain' }],
    ['a form', { type: 'application/x-www-form-urlencoded' }],
    ['XML', { type: 'application/xml' }],
    ['another character set', { type: 'application/json; charset=utf-16' }],
    ['gzip', { headers: { 'content-encoding': 'gzip' } }],
    ['brotli', { headers: { 'content-encoding': 'br' } }],
  ])('%s', async (_, given) => {
    const plain = new TextEncoder().encode(JSON.stringify(anUpload(tenant.project.slug)))
    const body = given.headers ? new Uint8Array(gzipSync(plain)) : plain
    await unchanged(async () => {
      expectProblem(await ask('POST', '/api/v1/runs', { body, ...given }), 415)
      expectProblem(await ask('PUT', `${tenant.at}/metrics/m`, { body, ...given }), 415)
    })
  })

  test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset="UTF-8"'])(
    'but not for %s',
    async (type) => {
      const body = anUpload(tenant.project.slug)
      expect((await ask('POST', '/api/v1/runs', { body, type })).status).toBe(201)
    },
  )
})
