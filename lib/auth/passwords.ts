import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { sql } from '../db/sql'

/** OWASP's strength for scrypt: 128 MiB and about half a second. */
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32

export const password = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters')

let running = 0
const waiting: (() => void)[] = []

/** At most two at a time: each takes 128 MiB, and a crowd at the sign-in page must not take the machine. */
async function derive(text: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (running >= 2) await new Promise<void>((go) => waiting.push(go))
  else running++
  try {
    const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r }
    return await new Promise((resolve, reject) =>
      scrypt(text.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    )
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** `scrypt$N$r$p$salt$key`: the strength is kept beside the hash, so that it can be raised later. */
export async function hashPassword(text: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(text, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

// Compared with when there is no such account, so that the answer takes as long as for one there is.
const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`

export async function matchesHash(text: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt, key] = (hash ?? NOBODY).split('$')
  const expected = Buffer.from(key ?? '', 'base64url')
  const actual = await derive(text, Buffer.from(salt ?? '', 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(actual, expected) && hash !== null
}

/** Whether this is the user's password; asked again before each signature. */
export async function verifyPassword(userId: string, text: string): Promise<boolean> {
  const [row] = await sql<{ hash: string }[]>`select password_hash as hash from users where id = ${userId}`
  return matchesHash(text, row?.hash ?? null)
}
