import * as z from 'zod'

function isRegex(source: string) {
  try {
    return Boolean(new RegExp(source))
  } catch {
    return false
  }
}

/** The source of a regular expression that text is searched with. */
export const regex = z.string().refine(isRegex, 'must be a regular expression')

export const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
export const headers = z.record(z.string(), z.string())
export const seconds = z.number().positive().max(300)
