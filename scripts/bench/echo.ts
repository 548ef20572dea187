// A WebSocket server that answers every message with itself; `fork` it, and it tells {port} and ends with its parent.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
server.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))))
await once(server, 'listening')
process.once('disconnect', () => process.exit(0))
process.send?.({ port: (server.address() as AddressInfo).port })
