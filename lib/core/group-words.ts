import type { GroupComparison, GroupVerdict } from './compare-groups'
import { formatEffect } from './format'

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
      `${c.apart ? 'Their samples lie apart' : 'Their samples overlap'}: that holds within these two runs and says nothing of the build.`,
    )
  if (c.verdict === 'cannot tell') words.push(moreSentence(c))
  return words.filter(Boolean).join(' ')
}

function why(c: GroupComparison): string {
  const least = `±${formatEffect(c.least).slice(1)}`
  const lent = c.runs.lent ? ` with the spread of ${runs(c.runs.lent, 'earlier ')}` : ''
  switch (c.doubt) {
    case 'wide':
      return `The 95% interval${lent} reaches from what would matter to what would not (${least}).`
    case 'many':
      return 'Its own interval excludes "equal", but among so many metrics one such is to be expected by chance.'
    case 'lone':
      return 'A lone run is held against at least 8; how much runs differ by themselves is not known here.'
    case 'machines':
      return 'The runs are of two environments, and a lone run says nothing of the spread of its own.'
    case 'few':
      return 'Too few runs to believe that the value only repeats itself.'
    case 'mixed':
      return 'Runs of one side are in several states, and the sides overlap.'
    case null:
      return c.p === null
        ? exactly(c)
        : `By ${runs(c.runs.base)} against ${runs(c.runs.head)}${lent}; ${least} matters.`
  }
}

const exactly = ({ runs: { base, head, lent } }: GroupComparison) =>
  `Each side only repeats itself, in ${runs(base + head + lent)}: no statistics are needed.`

const SIDES = { base: ' of base', head: ' of head', each: ' of each' }

function moreSentence({ more, doubt }: GroupComparison): string {
  if (more) {
    const amount = `${runs(more.runs, 'more ')}${SIDES[more.side]}`
    return more.decides ? `About ${amount} would tell.` : `${amount} would give a first interval.`
  }
  return doubt === 'wide'
    ? 'It is so near what just matters that 50 more runs of each would hardly tell.'
    : ''
}
