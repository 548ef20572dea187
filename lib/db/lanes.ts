import type { Sql, Tx } from './sql'

/** Idle connections are given back after this long. */
const IDLE = 60_000

type Lane = { client: Sql; lost: boolean; idle?: NodeJS.Timeout }
/** How many there are at most, and how many milliseconds a transaction may have one. */
export type LaneLimits = { most: number; limit: number }
type Open = (more: { max: number; idle_timeout?: number; max_lifetime: null; onclose: () => void }) => Sql

const lostError = () => Object.assign(new Error('the connection is lost'), { code: 'CONNECTION_CLOSED' })

/**
 * Connections for transactions, each lent to one at a time and thrown away when it breaks. postgres.js' own `begin` mends a broken
 * connection under a transaction that is still running: its next statements, and its rollback, then reach whoever got that connection.
 */
export class Lanes {
  private readonly free: Lane[] = []
  private readonly all = new Set<Lane>()
  private readonly waiting: ((lane: Lane) => void)[] = []

  constructor(
    private readonly open: Open,
    private readonly limits: LaneLimits,
  ) {}

  /** Runs `work` in a transaction: committed when it answers, rolled back when it throws, gone when its connection is. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const lane = await this.take()
    let over = false
    const tx = guarded(lane.client, () => over || lane.lost)
    // A frozen database would keep every connection there is, also when it is back on new ones.
    const late = setTimeout(() => this.drop(lane), this.limits.limit)
    try {
      await lane.client`begin`
      const answer = await work(tx)
      if (lane.lost) throw lostError()
      const end = await lane.client`commit`
      // PostgreSQL answers the commit of a failed transaction with ROLLBACK and no error.
      if (end.command !== 'COMMIT') throw new Error('a statement failed, and its failure was not passed on')
      return answer
    } catch (error) {
      over = true
      if (!lane.lost) await lane.client`rollback`.catch(() => this.drop(lane))
      throw error
    } finally {
      over = true
      clearTimeout(late)
      this.giveBack(lane)
    }
  }

  async end() {
    await Promise.all([...this.all].map((lane) => this.drop(lane)))
  }

  private take(): Lane | Promise<Lane> {
    const lane = this.free.pop()
    if (lane) {
      clearTimeout(lane.idle)
      return lane
    }
    return this.all.size < this.limits.most ? this.make() : new Promise((go) => this.waiting.push(go))
  }

  private make(): Lane {
    const onclose = () => {
      lane.lost = true
      this.drop(lane)
    }
    const lane: Lane = { client: this.open({ max: 1, max_lifetime: null, onclose }), lost: false }
    this.all.add(lane)
    return lane
  }

  private giveBack(lane: Lane) {
    const next = this.waiting.shift()
    if (next) next(lane.lost ? this.make() : lane)
    else if (!lane.lost) {
      this.free.push(lane)
      lane.idle = setTimeout(() => this.drop(lane), IDLE)
    }
  }

  private async drop(lane: Lane) {
    lane.lost = true
    clearTimeout(lane.idle)
    this.all.delete(lane)
    const at = this.free.indexOf(lane)
    if (at >= 0) this.free.splice(at, 1)
    await lane.client.end({ timeout: 0 })
  }
}

/** The client as long as its transaction is running; a statement that comes later is refused instead of run by itself. */
function guarded(client: Sql, over: () => boolean): Tx {
  const check = () => {
    if (over()) throw lostError()
  }
  return new Proxy(client, {
    get(target, property) {
      const value = Reflect.get(target, property)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        check()
        return value.apply(target, args)
      }
    },
    apply(target, _, args) {
      check()
      return (target as unknown as (...a: unknown[]) => unknown)(...args)
    },
  }) as unknown as Tx
}
