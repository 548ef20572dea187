import { monotonicMs } from '../../measuring/clock'
import type { Report } from '../../measuring/one-by-one'
import { type Address, Talk } from './talk'

/** Asks a server again and again what it can do: the round trip of a protocol whose pings need no answer. */
export class Asking {
  #talk: Talk | null = null
  readonly #address: Address

  constructor(address: Address) {
    this.#address = address
  }

  /** Some servers hang up after each answer, which may show only when the next is asked; connecting anew is not part of the round trip. */
  async ask(): Promise<Report> {
    const known = this.#talk?.open ? this.#talk : null
    if (known) {
      const report = await this.#askOver(known).catch((error: Error) => {
        if (known.open) throw error
        return null
      })
      if (report) return report
    }
    this.#talk = await Talk.open(this.#address)
    return this.#askOver(this.#talk)
  }

  async #askOver(talk: Talk): Promise<Report> {
    const info = talk.hear('info', (event) => (event.type === 'info' ? event : undefined))
    const askedAt = monotonicMs()
    talk.say('describe')
    const { at, data } = await info
    const able = Object.values(data).some((programs) => Array.isArray(programs) && programs.length > 0)
    return (tally) => {
      if (able) tally.pass({ round_trip: at - askedAt })
      else tally.fail('the server describes nothing that it can do')
    }
  }

  close() {
    this.#talk?.close()
  }
}
