import { MAX_SAMPLES } from '@/lib/core/wire'
import type { Inspector } from './inspector'

const EVERY_MS = 10
const PLACE = "globalThis[Symbol.for('phasegate.event-loop')]"

/**
 * Runs inside the process. Every 10 ms a caller would like to be served; what is kept is how long each would have waited, those
 * included that came while the loop was blocked. Node's own monitorEventLoopDelay counts a block once however long it is, and forgets
 * the one that is going on when it is reset. When it has kept many, it goes on with every second one.
 */
const START = `(() => {
  const { performance } = require('node:perf_hooks')
  const { setTimeout, clearTimeout } = require('node:timers')
  let due = 0, timer, delays = [], step = 1, number = 0
  const keep = (delay) => {
    if (number++ % step === 0) delays.push(Math.round(delay * 1000) / 1000)
    if (delays.length < ${MAX_SAMPLES / 2}) return
    delays = delays.filter((_, i) => i % 2 === 0)
    step *= 2
  }
  const count = () => { for (const now = performance.now(); due <= now; due += ${EVERY_MS}) keep(now - due) }
  const arm = () => { timer = setTimeout(tick, Math.max(1, due - performance.now())); timer.unref() }
  const tick = () => { count(); arm() }
  ${PLACE} = {
    start() { due = performance.now() + ${EVERY_MS}; arm() },
    stop() { count(); clearTimeout(timer); const all = delays; delays = []; return all },
  }
  ${PLACE}.start()
})()`

/** How long the event loop of a Node.js process keeps callers waiting. */
export class EventLoop {
  readonly #inspector: Inspector
  #delaysMs: number[] = []

  private constructor(inspector: Inspector) {
    this.#inspector = inspector
  }

  static async watch(inspector: Inspector): Promise<EventLoop> {
    await inspector.evaluate(START)
    return new EventLoop(inspector)
  }

  /** At most as many as a measurement holds, evenly taken from all. */
  get delaysMs(): number[] {
    const step = Math.ceil(this.#delaysMs.length / MAX_SAMPLES)
    return step <= 1 ? this.#delaysMs : this.#delaysMs.filter((_, i) => i % step === 0)
  }

  /** What we do to the process ourselves is not its own fault. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    await this.#pause()
    try {
      return await work()
    } finally {
      await this.#inspector.evaluate(`${PLACE}.start()`)
    }
  }

  async end() {
    await this.#pause()
    await this.#inspector.evaluate(`delete ${PLACE}`)
  }

  async #pause() {
    this.#delaysMs = this.#delaysMs.concat(await this.#inspector.evaluate<number[]>(`${PLACE}.stop()`))
  }
}
