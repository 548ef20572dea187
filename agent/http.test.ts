import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ask } from './http'
import { describeNetworkError } from './server'

let close = () => {}
afterEach(() => close())

/** A server that speaks bytes, for what no honest one says. */
async function rawServer(speak: (socket: Socket, asked: number) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let asked = 0
    socket.on('error', () => {})
    socket.on('data', (data) => {
      asked += data.length
      speak(socket, asked)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}
const why = (url: URL, timeoutMs = 5_000, body = 'x') =>
  ask(url, { method: 'POST', body, timeoutMs }).then(
    () => 'answered',
    (error) => describeNetworkError(error),
  )

test('a whole answer', async () => {
  const url = await rawServer((socket) =>
    socket.write('HTTP/1.1 201 Created\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\nok'),
  )
  expect(await ask(url, { timeoutMs: 5_000 })).toMatchObject({
    status: 201,
    text: 'ok',
    headers: { 'retry-after': '3' },
  })
})
test('half an answer is none', async () => {
  const url = await rawServer((socket) =>
    socket.end('HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n{"half'),
  )
  expect(await why(url)).toBe('the connection was cut')
})
test('a connection that is reset before an answer', async () => {
  const url = await rawServer((socket) => socket.resetAndDestroy())
  expect(await why(url, 5_000, 'x'.repeat(1_000_000))).toBe('the connection was cut')
})
test.each([
  ['silence', ''],
  ['half an answer and then silence', 'HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n{"half'],
])('%s ends in time', async (_, words) => {
  const url = await rawServer((socket) => void socket.write(words))
  const from = performance.now()
  expect(await why(url, 200)).toBe('no answer in time')
  expect(performance.now() - from).toBeLessThan(2_000)
})
test('a body that is refused before it was read is an answer', async () => {
  let told = false
  const url = await rawServer((socket) => {
    if (!told)
      socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig')
    told = true
  })
  expect(await ask(url, { method: 'POST', body: 'x'.repeat(3_000_000), timeoutMs: 5_000 })).toMatchObject({
    status: 413,
    text: 'big',
  })
})
test('nobody there, by address and by name', async () => {
  const url = await rawServer(() => {})
  close()
  expect(await why(url)).toBe('nobody listens there (connection refused)')
  url.hostname = 'localhost'
  expect(await why(url)).toBe('nobody listens there (connection refused)')
})
