import { bullets, code, heading, listed, md, paragraph, strong, table } from '../markdown'
import type { ReportData, ReportSignature } from '../report'
import { grouped, utc } from './words'

type Signed = { title: string; signature: ReportSignature }

/** Every name with what it stands under, and whether it still does. */
export function signatures(data: ReportData): string[] {
  const items = data.sections
    .flatMap((s) => s.items)
    .flatMap(({ title, signature }) => (signature ? [{ title, signature }] : []))
  return [
    heading(2, md`Signatures`),
    ...(data.stepSignature ? stepBlock(data.stepSignature) : [paragraph(md`The step is not signed.`)]),
    ...(items.length ? [heading(3, md`Items`), ...itemBlocks(items)] : [paragraph(md`No item is signed.`)]),
    bullets(staleTexts(items.filter(({ signature }) => signature.stale))),
  ]
}

/** The items that one person signed with the same words under those words. */
const itemBlocks = (items: Signed[]): string[] =>
  grouped(items, ({ signature: s }) => JSON.stringify([s.name, s.meaning])).flatMap((group) => {
    const { name, meaning } = group[0]!.signature
    return [
      paragraph(md`${strong(name)}: ${meaning}`),
      table(
        ['Item', 'Signed at', 'SHA-256 begins', 'State'],
        group.map(({ title, signature: s }) => [title, utc(s.at), short(s.digest), stateOf(s)]),
      ),
    ]
  })

/** One line for all that are stale for the same reasons: a new target may well take every signature with it. */
const staleTexts = (stale: Signed[]) =>
  grouped(stale, ({ signature }) => signature.reasons.join('; ')).map(
    (group) =>
      md`${listed(group.map((s) => s.title))}: stale, because ${group[0]!.signature.reasons.join('; ')}.`,
  )

const stateOf = ({ stale }: ReportSignature) => (stale ? '○ stale' : '● valid')

const stepBlock = (s: ReportSignature): string[] => [
  heading(3, md`Step`),
  table(['Name', 'Signed at', 'State', 'Meaning'], [[s.name, utc(s.at), stateOf(s), s.meaning]]),
  paragraph(md`Digest of the evidence: ${code(s.digest)}`),
  bullets(s.reasons.map((reason) => md`Stale, because ${reason}.`)),
]

/** 16 hex digits are enough to tell one from another; the step's digest covers them all. */
const short = (digest: string) => code(digest.replace(/^sha256:/, '').slice(0, 16))
