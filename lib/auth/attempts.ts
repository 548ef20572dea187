const WINDOW = 15 * 60_000
const PER_ACCOUNT_AND_ADDRESS = 10
const PER_ACCOUNT = 50
const MOST_KEYS = 10_000

const failures = new Map<string, number[]>()

const recent = (key: string, now: number) => (failures.get(key) ?? []).filter((t) => t > now - WINDOW)
const keys = (account: string, address: string) =>
  [
    [`${account} ${address}`, PER_ACCOUNT_AND_ADDRESS],
    [account, PER_ACCOUNT],
  ] as const

/** Whether this account may be tried from this address now. Kept in memory: a restart forgives, a second process counts apart. */
export const mayAttempt = (account: string, address: string, now: number) =>
  keys(account, address).every(([key, limit]) => recent(key, now).length < limit)

export function countFailure(account: string, address: string, now: number) {
  if (failures.size > MOST_KEYS)
    for (const key of failures.keys()) if (!recent(key, now).length) failures.delete(key)
  for (const [key] of keys(account, address)) failures.set(key, [...recent(key, now), now])
}

export function forgetFailures(account: string, address: string) {
  for (const [key] of keys(account, address)) failures.delete(key)
}
