import net from 'node:net'

/** Listens for a moment; resolves to the port, or rejects with the system's error when it is taken. */
export function tryPort(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const taken = server.address().port
      server.close(() => resolve(taken))
    })
  })
}

export const freePort = () => tryPort(0)
