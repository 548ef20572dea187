import { pathText } from '../formats/json'
import { runUpload } from '../wire'

/** An upload with what is required and nothing else. */
export const least = {
  runId: '0193a5c2-7e4b-7c3d-9f10-5b6a7c8d9e0f',
  project: 'p',
  suite: 's',
  branch: 'b',
  commit: 'c',
  startedAt: '2026-02-28T22:57:00Z',
  environment: { name: 'e' },
  agent: { name: 'a', version: '1' },
  measurements: [{ metric: 'm', value: 1 }],
}

/** Where a body is wrong, as a 400 names it. An unknown key is its own place. */
export const places = (body: unknown) =>
  (runUpload.safeParse(body).error?.issues ?? []).flatMap((i) =>
    i.code === 'unrecognized_keys' ? i.keys.map((key) => pathText([...i.path, key])) : [pathText(i.path)],
  )
export const with_ = (over: object) => ({ ...least, ...over })
export const measuring = (...measurements: unknown[]) => with_({ measurements })
export const inEnvironment = (over: object) => with_({ environment: { name: 'e', ...over } })
