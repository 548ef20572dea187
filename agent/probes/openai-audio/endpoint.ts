import type { Agent } from 'node:http'
import { type Exchange, exchange } from '../../measuring/exchange'
import { oneLine } from '../../one-line'

/** Where requests go, and with which key. */
export type Endpoint = { url: string; key: string | undefined; agent: Agent; patienceMs: number }

type Message = { body: Buffer; type: string; onData?: (piece: Buffer, at: number) => void }

/** What a server says of its refusal, if it says it in the usual place. It may repeat the key, which nobody is to see. */
function complaint({ status, body }: Exchange, key: string | undefined): string {
  let said = ''
  try {
    said = oneLine(String(JSON.parse(body.toString()).error?.message ?? ''))
  } catch {
    // no JSON: the status has to do
  }
  if (key) said = said.replaceAll(key, '…')
  return said ? `status ${status}: ${said}` : `status ${status}`
}

/** Posts and reads the whole answer; throws one line on any status but a good one. */
export async function post(
  { url, key, ...rest }: Endpoint,
  path: string,
  message: Message,
): Promise<Exchange> {
  const answer = await exchange({
    ...rest,
    url: `${url.replace(/\/+$/, '')}/${path}`,
    method: 'POST',
    headers: { 'content-type': message.type, ...(key && { authorization: `Bearer ${key}` }) },
    body: message.body,
    onData: message.onData,
  })
  if (answer.status < 200 || answer.status > 299) throw new Error(complaint(answer, key))
  return answer
}
