/** Engines are costly to make and hold memory outside the heap: a fixed number is lent out, and returned clean. */
export class Pool<T> {
  readonly #free: T[]
  readonly #reset: (engine: T) => void
  readonly size: number

  constructor(engines: T[], reset: (engine: T) => void) {
    this.#free = [...engines]
    this.#reset = reset
    this.size = engines.length
  }

  /** null when all are in use. */
  take(): T | null {
    return this.#free.pop() ?? null
  }

  give(engine: T) {
    this.#reset(engine)
    this.#free.push(engine)
  }

  get free() {
    return this.#free.length
  }
}
