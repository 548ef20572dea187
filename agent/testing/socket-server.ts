import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'

/** A WebSocket server of the package `ws` that answers each message as it is told to. */
export async function startSocketServer(
  answer: (text: string, socket: WebSocket, request: IncomingMessage) => void,
  options: ServerOptions = {},
) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options })
  server.on('connection', (socket, request) =>
    socket.on('message', (data) => answer(String(data), socket, request)),
  )
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clients: () => server.clients.size,
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}
