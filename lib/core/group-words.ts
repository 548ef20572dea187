import type { GroupComparison, GroupVerdict } from './compare-groups'
import { formatEffect, formatRatio } from './format'

/** In the order in which they matter. */
export const GROUP_VERDICTS: readonly GroupVerdict[] = ['worse', 'better', 'cannot tell', 'no difference']

/** "2 worse, 1 better, 9 no difference, 2 cannot tell"; what does not occur is left out. */
export const groupSummary = (comparisons: readonly GroupComparison[]): string =>
  (['worse', 'better', 'no difference', 'cannot tell'] as const)
    .map((verdict) => [comparisons.filter((c) => c.verdict === verdict).length, verdict] as const)
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`)
    .join(', ')

const size = ({ ratio }: GroupComparison) =>
  ratio === null ? Number.POSITIVE_INFINITY : Math.abs(Math.log(ratio))

/** Worse first, then better, both by size; then what cannot be told, then what did not change. */
export const byWhatMatters = (a: GroupComparison, b: GroupComparison): number => {
  const rank = GROUP_VERDICTS.indexOf(a.verdict) - GROUP_VERDICTS.indexOf(b.verdict)
  const [x, y] = [size(a), size(b)]
  return rank || (x === y ? 0 : y - x)
}

const runs = (n: number, more = '') => `${n} ${more}run${n === 1 ? '' : 's'}`

/** Why the verdict is what it is, in one or two sentences. */
export function groupSentence(c: GroupComparison): string {
  const words = [why(c)]
  if (c.apart !== null)
    words.push(
      `The samples of these two runs ${c.apart ? 'lie apart' : 'overlap'}, which says nothing of the build.`,
    )
  if (c.verdict === 'cannot tell') words.push(moreSentence(c))
  return words.filter(Boolean).join(' ')
}

function why(c: GroupComparison): string {
  const least = `±${formatEffect(c.least).slice(1)}`
  const lent = c.runs.lent ? `, by the spread of ${runs(c.runs.lent, 'earlier ')}` : ''
  switch (c.doubt) {
    case 'wide':
      return `The interval is too wide${lent}; ${least} matters.`
    case 'many':
      return 'Its own interval leaves out "equal", but among so many metrics chance alone may do that.'
    case 'lone':
      return 'How much runs differ by themselves is not known here: a lone run needs 8 others.'
    case 'machines':
      return 'A lone run in an environment of its own: how much runs differ there is not known.'
    case 'few':
      return 'Too few runs to believe that the value only repeats itself.'
    case 'mixed':
      return 'Runs of one side are in several states, and the sides overlap.'
    case null:
      return c.p === null
        ? exactly(c)
        : `By ${runs(c.runs.base)} against ${runs(c.runs.head)}${lent}; ${least} matters.${shift(c)}`
  }
}

const shift = ({ shift, ratio }: GroupComparison) =>
  shift === null || ratio === null ? '' : ` Hodges–Lehmann shift ${formatRatio(shift)}.`

const exactly = ({ runs: { base, head, lent } }: GroupComparison) =>
  `Each side only repeats itself, in ${runs(base + head + lent)}: no statistics are needed.`

const SIDES = { base: ' of base', head: ' of head', each: ' of each' }

function moreSentence({ more, doubt }: GroupComparison): string {
  if (more) {
    const amount = `${runs(more.runs, 'more ')}${SIDES[more.side]}`
    return more.decides ? `About ${amount} would tell.` : `${amount} would give a first interval.`
  }
  return doubt === 'wide' ? 'More than 50 more runs of each would be needed.' : ''
}
