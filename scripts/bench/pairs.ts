type Work = () => Promise<unknown> | unknown
export type Row = { what: string; first: string; second: string; ratio: string }

export const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

async function timed(work: Work, times: number): Promise<number> {
  const from = performance.now()
  for (let i = 0; i < times; i++) await work()
  return (performance.now() - from) / times
}

export const text = (ms: number) =>
  ms < 1 ? `${(ms * 1000).toFixed(0)} µs` : `${ms.toFixed(ms < 10 ? 2 : 1)} ms`

/** The median of ratios, with the least and the most of them. */
export function ratioText(ratios: number[], digits = 2): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
  return `${median(ratios).toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}

/**
 * Measures two ways in turns (A B, B A, …), after one turn to warm up. The machine drifts, so what counts is the ratio within a turn: its
 * median, and the least and the most of it. `apart` is the median of A − B within a turn, in milliseconds.
 */
export async function paired(
  what: string,
  a: () => Promise<number>,
  b: () => Promise<number>,
  turns = 15,
): Promise<Row & { apart: number }> {
  await a()
  await b()
  const [as, bs]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < turns; turn++)
    if (turn % 2) {
      bs.push(await b())
      as.push(await a())
    } else {
      as.push(await a())
      bs.push(await b())
    }
  const ratios = as.map((ms, i) => ms / bs[i]!)
  return {
    what,
    first: text(median(as)),
    second: text(median(bs)),
    ratio: ratioText(ratios),
    apart: median(as.map((ms, i) => ms - bs[i]!)),
  }
}

/** Times two ways so, each `times` a turn. */
export const pair = (what: string, a: Work, b: Work, { turns = 15, times = 1 } = {}): Promise<Row> =>
  paired(
    what,
    () => timed(a, times),
    () => timed(b, times),
    turns,
  )

export function table(rows: Row[]): string {
  const head: Row = { what: 'what, beside what', first: 'this', second: 'beside', ratio: 'ratio (range)' }
  const keys = ['what', 'first', 'second', 'ratio'] as const
  const width = (key: keyof Row) => Math.max(...[head, ...rows].map((row) => row[key].length))
  return [head, ...rows]
    .map((row) =>
      keys
        .map((key) => (key === 'what' ? row[key].padEnd(width(key)) : row[key].padStart(width(key))))
        .join('  '),
    )
    .join('\n')
}
