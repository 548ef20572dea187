import { compareHref } from '@/components/runs/compare-href'
import { rangeText } from '@/components/runs/side-words'
import { oneOfEach } from '@/components/ui/filter-links'

type Given = Record<string, string | string[] | undefined>

/**
 * Where what a form asked for has its address: days become a range, and two runs ticked in a list, newest first, become base and head.
 * Null where the address is already that.
 */
export function addressOf(place: string, given: Given, defaultBranch: string): string | null {
  const { run } = given
  if (Array.isArray(run) && run.length === 2) return compareHref(place, `run:${run[1]}`, `run:${run[0]}`)
  const query = oneOfEach(given)
  const fromForm = Object.keys(query).some((key) => /^(base|head)(From|To|On)$/.test(key))
  if (!fromForm) return null
  const side = (name: 'base' | 'head') => {
    const days = {
      from: query[`${name}From`] ?? '',
      to: query[`${name}To`] ?? '',
      on: query[`${name}On`] ?? '',
    }
    return query[name] === 'range'
      ? (rangeText(days, defaultBranch) ?? `range:${days.from}..${days.to}`)
      : (query[name] ?? '')
  }
  return compareHref(place, side('base'), side('head'), query.environment)
}
