type Readings = ReadonlyMap<string, number>

/** What counters of processes or threads grew by, among ones that come and go; those that come later began at 0. */
export class Growth {
  readonly #folds: boolean
  #before: number | null = null
  #last = new Map<string, number>()

  /** `folds`: the count of one that has ended is by then in the count of its parent, so that it must not be kept as well. */
  constructor(folds: boolean) {
    this.#folds = folds
  }

  see(readings: Readings) {
    this.#before ??= sum(readings)
    this.#last = new Map(this.#folds ? readings : [...this.#last, ...readings])
  }

  /** Never below 0: what ended without being waited for is lost. */
  get total(): number {
    return Math.max(0, sum(this.#last) - (this.#before ?? 0))
  }
}

const sum = (readings: Readings) => [...readings.values()].reduce((a, b) => a + b, 0)
