import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../../measuring/exchange'

export type Expectation = {
  status?: number | undefined
  /** Text: a regular expression. Otherwise JSON that must be in the answer's, which may say more. */
  body?: string | unknown[] | Record<string, unknown> | undefined
}

/** Whether JSON says all that is asked of it: objects may have further keys, everything else must be the same. */
function contains(given: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
    return isDeepStrictEqual(given, wanted)
  if (typeof given !== 'object' || given === null) return false
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(given, key) && contains((given as Record<string, unknown>)[key], value),
  )
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

/** Why an answer is wrong, or null. Without a status asked for, any of 200 to 299 is right. */
export function wrongness({ status, body }: Exchange, expected: Expectation): string | null {
  const right = expected.status === undefined ? status >= 200 && status < 300 : status === expected.status
  if (!right) return `status ${status}`
  if (expected.body === undefined) return null
  const fits =
    typeof expected.body === 'string'
      ? new RegExp(expected.body).test(body.toString())
      : contains(json(body), expected.body)
  return fits ? null : 'a body other than expected'
}
