// A server with a leak of a known size: `node leaky-server.mjs BYTES` keeps so many bytes of every WebSocket session. It prints its port.
// `/block?ms=N` blocks its event loop, `/refuse` answers 503, `/die` ends it.
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const leak = Number(process.argv[2] ?? 0)
const kept = []

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  if (pathname === '/die') process.exit(1)
  if (pathname === '/block') block(Number(searchParams.get('ms')))
  response.writeHead(pathname === '/refuse' ? 503 : 200).end('ok')
})

function block(ms) {
  let x = 1
  for (const until = performance.now() + ms; performance.now() < until; )
    for (let i = 0; i < 100_000; i++) x = Math.imul(x, 1_664_525) + 1
  return x
}

new WebSocketServer({ server }).on('connection', (socket) => {
  // Filled, so that it is in memory and not only promised.
  if (leak > 0) kept.push(Buffer.alloc(leak, 1))
  // Comes and goes with the session. On V8's heap: holes among the kept buffers would be memory that the process really holds on to.
  const used = new Array(125_000).fill(0.5)
  socket.on('message', () => socket.send(String(used.length)))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
