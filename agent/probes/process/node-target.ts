import { resolve } from 'node:path'
import type { Measurement } from '@/lib/core/wire'
import type { LaunchContext } from '../probe'
import { endProfile, hotLine, startProfile } from './cpu-profile'
import { EventLoop } from './event-loop'
import { Inspector } from './inspector'
import type { Settings } from './settings'

/** One is enough for the heap; what lies outside it, such as buffers and WebAssembly's memory, goes with a later one. */
const COLLECTIONS = 4

type Wishes = Pick<Settings, 'collectGarbage' | 'eventLoop' | 'profile'>

/** What only a Node.js process can be asked for, and the way out of it again. */
export class NodeTarget {
  readonly #inspector: Inspector
  readonly #wishes: Wishes
  readonly #loop: EventLoop | null

  private constructor(inspector: Inspector, wishes: Wishes, loop: EventLoop | null) {
    this.#inspector = inspector
    this.#wishes = wishes
    this.#loop = loop
  }

  /** null when nothing is wished for that needs the inspector. */
  static async attach(pid: number, wishes: Wishes): Promise<NodeTarget | null> {
    if (!wishes.collectGarbage && !wishes.eventLoop && wishes.profile === undefined) return null
    const inspector = await Inspector.attach(pid)
    try {
      if (wishes.profile !== undefined) await startProfile(inspector)
      // last: what we do to the process ourselves is not its own delay
      const loop = wishes.eventLoop ? await EventLoop.watch(inspector) : null
      return new NodeTarget(inspector, wishes, loop)
    } catch (error) {
      await inspector.close()
      throw error
    }
  }

  async collectGarbage() {
    if (!this.#wishes.collectGarbage) return
    const collect = async () => {
      for (let i = 0; i < COLLECTIONS; i++) await this.#inspector.call('HeapProfiler.collectGarbage')
    }
    await (this.#loop ? this.#loop.without(collect) : collect())
  }

  /** Leaves the process as it was found. `failure` is what kept us from asking it, or from keeping its answer. */
  async end(context: LaunchContext): Promise<{ measurements: Measurement[]; failure: string | null }> {
    let failure: string | null = null
    try {
      await this.#loop?.end()
      await this.#keepProfile(context)
    } catch (error) {
      failure = (error as Error).message
    }
    await this.#inspector.close()
    return { measurements: this.#loop ? [delayOf(this.#loop, failure)] : [], failure }
  }

  async #keepProfile({ configDirectory, launch, show }: LaunchContext) {
    if (this.#wishes.profile === undefined) return
    const file =
      launch === 0
        ? this.#wishes.profile
        : this.#wishes.profile.replace(/\.cpuprofile$/, `.${launch + 1}.cpuprofile`)
    const hot = await endProfile(this.#inspector, resolve(configDirectory, file))
    show(`hot functions, by time in themselves (${file}):`)
    for (const one of hot) show(hotLine(one))
  }
}

function delayOf({ delaysMs }: EventLoop, failure: string | null): Measurement {
  const metric = 'event_loop_delay'
  return delaysMs.length > 0
    ? { metric, unit: 'ms', samples: delaysMs }
    : { metric, error: failure ?? 'watched for less than 10 ms' }
}
