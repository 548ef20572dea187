import * as z from 'zod'

/** Why this is no regular expression with so many groups, or null. */
function problemOf(source: string, groups: number): string | null {
  try {
    new RegExp(source)
    // an alternative that matches nothing tells how many groups there are
    const found = new RegExp(`${source}|`).exec('')
    return (found?.length ?? 1) - 1 >= groups ? null : 'needs a group around the number: (…) or (?<value>…)'
  } catch (error) {
    return `must be a regular expression: ${(error as Error).message}`
  }
}

const pattern = (groups: number) =>
  z.string().superRefine((source, ctx) => {
    const message = problemOf(source, groups)
    if (message) ctx.addIssue({ code: 'custom', message })
  })

/** The source of a regular expression that text is searched with. */
export const regex = pattern(0)
/** One with a group around a number. */
export const numberPattern = pattern(1)

export const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
export const headers = z.record(z.string(), z.string())
/** How long an answer may take. */
export const seconds = z.number().positive().max(300)
/** How long something may go on, in seconds. */
export const duration = z.number().positive().max(86_400)

/** A shell command, or the program and its arguments as a list. */
export const command = z.union([z.string().min(1), z.array(z.string()).min(1)], {
  error: 'must be a command or a list of a program and its arguments',
})
/** Where commands run, relative to the configuration file; without it where the agent was started. */
export const directory = z.string().optional()
/** For commands; `PHASEGATE_TOKEN` is withheld in any case. */
export const environment = z.record(z.string(), z.coerce.string()).optional()

/** Name of the environment variable that holds a secret, so that none stands in the file. */
export const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable')

/** What is said where it is missing. */
export const notHeld = (name: string, what: string) => `${name} is not set: it holds ${what}`
