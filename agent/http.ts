import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

export type Asked = {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  timeoutMs: number
}
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

const cutOff = () => Object.assign(new Error('the connection was cut'), { code: 'ECONNRESET' })

function textOf(response: IncomingMessage): Promise<string> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk) => chunks.push(chunk))
    response.on('error', fail)
    response.on('close', () =>
      response.complete ? done(Buffer.concat(chunks).toString('utf8')) : fail(cutOff()),
    )
  })
}

/**
 * One request and its whole answer; redirects are answers like any other. By node:http, for the `fetch` of Node 20 never settles when a
 * server is killed while the body of a request is on its way (about once in sixty kills). Rejects with TimeoutError after `timeoutMs`.
 */
export async function ask(
  url: URL,
  { method = 'GET', headers = {}, body, timeoutMs }: Asked,
): Promise<Answer> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  return new Promise((done, fail) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(url, { method, headers: { ...headers, ...length } })
    let answered = false
    const timer = setTimeout(() => {
      end(new DOMException('no answer', 'TimeoutError'))
      asked.destroy()
    }, timeoutMs)
    const end = (error: Error) => {
      clearTimeout(timer)
      fail(error)
    }
    // once there is an answer, it alone says how this ends: a server may refuse a body before it has read it
    asked.on('error', (error) => answered || end(error))
    asked.on('close', () => answered || end(cutOff()))
    asked.on('response', (response) => {
      answered = true
      textOf(response).then((text) => {
        clearTimeout(timer)
        done({ status: response.statusCode ?? 0, headers: response.headers, text })
      }, end)
    })
    asked.end(body)
  })
}
