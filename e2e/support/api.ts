import { expect } from 'vitest'
import type { App } from './app'
import { expectDescribed } from './openapi'

export type Given = {
  /** an object is sent as JSON, anything else as it is */
  body?: unknown
  /** Content-Type; null: none */
  type?: string | null
  headers?: Record<string, string>
  /** another token than the caller's; null: none */
  token?: string | null
}
// biome-ignore lint/suspicious/noExplicitAny: what a stranger's program sees
export type Answer = { status: number; headers: Headers; type: string; text: string; json: any }

const asIs = (body: unknown) =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream

/** Sends requests as a program of somebody else would; every answer is held against the published description. */
export function caller({ url }: Pick<App, 'url'>, ownToken: string | null = null) {
  return async (method: string, address: string, given: Given = {}): Promise<Answer> => {
    const { body, type = 'application/json', headers = {}, token = ownToken } = given
    const response = await fetch(url + address, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && type !== null && { 'content-type': type }),
        ...headers,
      },
      ...(body !== undefined && {
        body: (asIs(body) ? body : JSON.stringify(body)) as BodyInit,
        duplex: 'half',
      }),
    })
    const text = await response.text()
    const media = (response.headers.get('content-type') ?? '').split(';')[0]!
    if (method !== 'HEAD')
      await expectDescribed(url, method, address, { status: response.status, type: media, text })
    return {
      status: response.status,
      headers: response.headers,
      type: media,
      text,
      json: /json$/.test(media) && text ? JSON.parse(text) : undefined,
    }
  }
}
export type Ask = ReturnType<typeof caller>

/** A problem document as RFC 9457 has it; returns the paths of its errors. */
export function expectProblem(answer: Answer, status: number): string[] {
  expect({ status: answer.status, type: answer.type }, answer.text.slice(0, 500)).toEqual({
    status,
    type: 'application/problem+json',
  })
  const { type, title, detail, errors = [] } = answer.json
  expect(answer.json.status).toBe(status)
  for (const word of [type, title, detail]) expect(word).toEqual(expect.stringMatching(/\S/))
  for (const error of errors) expect(error).toEqual({ path: expect.any(String), message: expect.any(String) })
  return errors.map((e: { path: string }) => e.path)
}
