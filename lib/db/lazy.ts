import { databaseUrl } from '../env'

type Slot<T> = { url: string; value: T }

/**
 * One client per process and database, made at first use and kept over hot reloads. Asking anew when the URL changes lets a
 * test point the whole house at a database of its own.
 */
export function perDatabase<T>(name: string, make: (url: string) => T): () => T {
  const key = Symbol.for(`phasegate.${name}`)
  const store = globalThis as unknown as Record<symbol, Slot<T> | undefined>
  return () => {
    const url = databaseUrl()
    let slot = store[key]
    if (slot?.url !== url) store[key] = slot = { url, value: make(url) }
    return slot.value
  }
}

/** An object that stands for the current client, whichever that is. */
export function standIn<T extends object>(current: () => T): T {
  return new Proxy((() => {}) as unknown as T, {
    get(_, property) {
      const target = current()
      const value = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
    apply: (_, __, args) => (current() as unknown as (...a: unknown[]) => unknown)(...args),
  })
}
