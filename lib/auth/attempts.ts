const WINDOW = 15 * 60_000
const PER_ACCOUNT_AND_ADDRESS = 10
const PER_ACCOUNT = 50
const MOST_KEYS = 10_000

const failures = new Map<string, number[]>()

const recent = (key: string, now: number) => (failures.get(key) ?? []).filter((t) => t > now - WINDOW)
const limits = (account: string, address: string) =>
  [
    [`${account} ${address}`, PER_ACCOUNT_AND_ADDRESS],
    [account, PER_ACCOUNT],
  ] as const

function count(keys: string[], now: number) {
  if (failures.size > MOST_KEYS)
    for (const key of failures.keys()) if (!recent(key, now).length) failures.delete(key)
  for (const key of keys) failures.set(key, [...recent(key, now), now])
}

function uncount(keys: string[], at: number) {
  for (const key of keys) {
    const times = failures.get(key) ?? []
    const i = times.indexOf(at)
    if (i >= 0) failures.set(key, times.toSpliced(i, 1))
  }
}

/**
 * Looks whether a password is right, unless this account was tried too often, from this address or from all: then `allowed` is false.
 * A try counts as failed until it is known to be right, so that a crowd of guesses at once is counted too. Kept in memory: a
 * restart forgives, a second process counts apart.
 */
export async function attempt<T>(
  account: string,
  address: string,
  now: number,
  look: () => Promise<T | null>,
): Promise<{ allowed: false } | { allowed: true; found: T | null }> {
  const keyed = limits(account, address)
  if (keyed.some(([key, limit]) => recent(key, now).length >= limit)) return { allowed: false }
  const keys = keyed.map(([key]) => key)
  count(keys, now)
  try {
    const found = await look()
    if (found !== null) for (const key of keys) failures.delete(key)
    return { allowed: true, found }
  } catch (error) {
    // Nobody guessed wrong: the database was away.
    uncount(keys, now)
    throw error
  }
}
