import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** An HTTP server that answers as it is told to, once a request's body is read; it counts connections. */
export async function startWebServer(
  answer: (request: IncomingMessage, response: ServerResponse, body: Buffer) => void | Promise<void>,
) {
  let connections = 0
  const server = createServer(async (request, response) => answer(request, response, await buffer(request)))
  server.on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    open: () =>
      new Promise<number>((resolve, reject) => server.getConnections((e, n) => (e ? reject(e) : resolve(n)))),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
