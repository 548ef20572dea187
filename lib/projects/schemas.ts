import * as z from 'zod'
import { password } from '../auth/passwords'
import { ROLES, SCOPES } from '../auth/permissions'
import { slug, text } from '../core/wire'

/** Words that are addresses of the app itself. */
const RESERVED = new Set(['api', 'sign-in', 'setup', 'agent', 'new', 'public', 'static'])
const ownSlug = slug.refine((s) => !RESERVED.has(s), 'is taken by the app itself; choose another')

export const organisationInput = z.strictObject({ slug: ownSlug, name: text(100) })
export const projectInput = z.strictObject({
  slug: ownSlug,
  name: text(100),
  defaultBranch: text(200).default('main'),
})
const email = z.string().trim().toLowerCase().pipe(z.email('must be an e-mail address').max(320))
export const userInput = z.strictObject({ email, name: text(100), role: z.enum(ROLES), password })
export const tokenInput = z.strictObject({
  name: text(100),
  scopes: z.array(z.enum(SCOPES)).min(1, 'choose at least one').default(['read', 'runs:write']),
  /** days until it expires; none: never */
  expiresInDays: z.number().int().min(1).max(3650).nullish(),
})
export const setUpInput = z.strictObject({
  organisation: organisationInput,
  project: projectInput,
  admin: z.strictObject({ email, name: text(100), password }),
})

export type OrganisationInput = z.input<typeof organisationInput>
export type ProjectInput = z.input<typeof projectInput>
export type UserInput = z.input<typeof userInput>
export type TokenInput = z.input<typeof tokenInput>
export type SetUpInput = z.input<typeof setUpInput>
