import type { Goal } from '../core/wire'
import { AppError } from '../errors'

type Judged = {
  definition: { metric: string }
  latest: { verdict: { goal: Goal }; simulated: boolean } | null
}

/** Worst first: one goal verdict stands for all. */
const SHOWN: [Goal, mark: string, word: string, colour: string][] = [
  ['error', '■', 'error', '#b3261e'],
  ['missed', '■', 'missed', '#b3261e'],
  ['inconclusive', '◇', 'inconclusive', '#6b4fbb'],
  ['acceptable', '◐', 'acceptable', '#8a5a00'],
  ['met', '●', 'met', '#1b6e3c'],
]
const NOTHING = { mark: '○', word: 'no data', colour: '#5f6672' }

function stateOf(goals: Goal[]) {
  const worst = SHOWN.find(([goal]) => goals.includes(goal))
  if (!worst) return NOTHING
  const [goal, mark, word, colour] = worst
  const count = goals.filter((g) => g === goal).length
  const judged = goals.filter((g) => g !== 'no_target').length
  return { mark, colour, word: judged > 1 ? `${word} ${count}/${judged}` : word }
}

const escapeXml = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
/** Verdana at 11 px takes about this much a character; the text is then fitted to the width. */
const widthOf = (text: string) => Math.ceil([...text].length * 6.8) + 12

/** A badge that says in mark, word and colour where the project, or one metric, stands; simulated data says so. */
export function badge(project: string, metrics: Judged[], metric?: string): string {
  const shown = metric === undefined ? metrics : metrics.filter((m) => m.definition.metric === metric)
  if (metric !== undefined && !shown.length) throw new AppError('not_found', 'There is no such metric.')
  const latest = shown.flatMap((m) => (m.latest ? [m.latest] : []))
  const { mark, word, colour } = stateOf(latest.map((l) => l.verdict.goal))
  const label = metric ?? project
  const value = `${mark} ${word}${latest.some((l) => l.simulated) ? ' (simulated)' : ''}`
  const [left, right] = [widthOf(label), widthOf(value)]
  const part = (x: number, width: number, text: string) =>
    `<text x="${x + width / 2}" y="14" textLength="${width - 12}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${escapeXml(`${label}: ${value}`)}">
<title>${escapeXml(`${label}: ${value}`)}</title>
<rect width="${left}" height="20" fill="#2f343d"/><rect x="${left}" width="${right}" height="20" fill="${colour}"/>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
${part(0, left, label)}
${part(left, right, value)}
</g>
</svg>
`
}
