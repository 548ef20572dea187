import * as z from 'zod'

/** What is compared: one run, a build, the newest runs of a branch, or those of a stretch of time on a branch. */
export type Side =
  | { kind: 'run'; id: string }
  | { kind: 'commit'; commit: string }
  | { kind: 'branch'; branch: string }
  /** `branch` null: the project's default; `to` itself is not in it */
  | { kind: 'range'; from: Date; to: Date; branch: string | null }

const DAY = 86_400_000
const moment = z.iso.datetime({ offset: true })
const day = z.iso.date()

/** A day is all of it, by UTC: `2026-03-01` ends where the next begins. */
function momentOf(text: string, end: boolean): Date | null {
  const known = day.safeParse(text).success || moment.safeParse(text).success
  const at = known ? new Date(text) : null
  if (!at || Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1) return null
  return end && text.length === 10 ? new Date(at.getTime() + DAY) : at
}

/**
 * `run:ID`, `commit:SHA`, `branch:NAME`, or `range:FROM..TO` with days or instants and, where it is not the default branch, `@BRANCH`
 * behind. Null for anything else.
 */
export function parseSide(text: string): Side | null {
  const colon = text.indexOf(':')
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 1)]
  if (colon < 0 || name === '' || name.length > 400 || name.includes('\0')) return null
  if (kind === 'run') {
    const id = z.guid().safeParse(name)
    return id.success ? { kind, id: id.data.toLowerCase() } : null
  }
  if (kind === 'commit') return { kind, commit: name }
  if (kind === 'branch') return { kind, branch: name }
  const range = kind === 'range' ? /^([^.@]+(?:\.\d+Z)?)\.\.([^@]+)(?:@(.+))?$/.exec(name) : null
  const [from, to] = [momentOf(range?.[1] ?? '', false), momentOf(range?.[2] ?? '', true)]
  return from && to && from < to ? { kind: 'range', from, to, branch: range?.[3] ?? null } : null
}
