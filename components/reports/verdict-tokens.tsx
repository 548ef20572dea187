import type { ReactNode } from 'react'
import { ChangeMark, GOAL_MEANING, Mark, MEANING_TEXT, type Meaning } from '@/components/ui/mark'
import { CHANGE_MARK, GOAL_MARK } from '@/lib/core/format'
import type { Change, Goal } from '@/lib/core/wire'

type Token = { tone: string; drawing: ReactNode }

const meaningToken = (meaning: Meaning): Token => ({
  tone: MEANING_TEXT[meaning],
  drawing: <Mark meaning={meaning} />,
})
const changeTone: Partial<Record<Change, string>> = { regression: 'text-missed', improvement: 'text-met' }
const none = meaningToken('none')

const TOKENS = new Map<string, Token>([
  ...Object.entries(CHANGE_MARK).map(([change, { mark, word }]): [string, Token] => [
    `${mark} ${word}`,
    mark === GOAL_MARK.no_target.mark
      ? none
      : {
          tone: changeTone[change as Change] ?? none.tone,
          drawing: <ChangeMark change={change as Change} />,
        },
  ]),
  ...Object.entries(GOAL_MARK).map(([goal, { mark, word }]): [string, Token] => [
    `${mark} ${word}`,
    meaningToken(GOAL_MEANING[goal as Goal]),
  ]),
  // Marks that a report sets before words of its own.
  ['● valid', meaningToken('met')],
  ['○ stale', none],
  ['○ no evidence', none],
])

// Verdicts, a number with its unit, and a day: each stays together on its line.
const together = new RegExp(
  `((?:${[...TOKENS.keys()].join('|')})(?![\\p{L}\\p{N}_])|[^\\s(]+\\u2009[^\\s\\u2009]+|\\d{4}-\\d\\d-\\d\\d)`,
  'u',
)

/**
 * Text with its verdicts set as everywhere: the mark is drawn, because no machine's fonts have all of them, and its character stays in the
 * text for whoever copies it.
 */
export function withTokens(text: string): ReactNode {
  const parts = text.split(together)
  if (parts.length === 1) return text
  return parts.map((part, i) => {
    if (i % 2 === 0) return part
    const token = TOKENS.get(part)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <span key={i} className={`whitespace-nowrap ${token ? `font-medium ${token.tone}` : ''}`}>
        {token ? <Drawn text={part} drawing={token.drawing} /> : part}
      </span>
    )
  })
}

function Drawn({ text, drawing }: { text: string; drawing: ReactNode }) {
  const at = text.indexOf(' ')
  return (
    <>
      <span className="relative mr-[0.35em] inline-block align-[-0.05em]">
        <span className="sr-only" aria-hidden="true">
          {text.slice(0, at + 1)}
        </span>
        {drawing}
      </span>
      {text.slice(at + 1)}
    </>
  )
}
