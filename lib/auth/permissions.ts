import { AppError } from '../errors'

export const ROLES = ['viewer', 'member', 'lead', 'admin'] as const
export type Role = (typeof ROLES)[number]
/** view: read · decide: judge items, log time · sign: put a name under it · manage: projects, people, tokens, targets */
export type Ability = 'view' | 'decide' | 'sign' | 'manage'

const LEAST: Record<Ability, Role> = { view: 'viewer', decide: 'member', sign: 'lead', manage: 'admin' }

export const isRole = (value: string): value is Role => (ROLES as readonly string[]).includes(value)

export const can = (role: Role, ability: Ability) => ROLES.indexOf(role) >= ROLES.indexOf(LEAST[ability])

const REFUSAL: Record<Ability, string> = {
  view: 'look at this project',
  decide: 'decide items of this project',
  sign: 'sign in this project',
  manage: 'manage this project',
}

/** Refuses who may not. A token has no role, so it never decides, signs or manages. */
export function demand(ctx: { role?: Role }, ability: Ability) {
  if (ctx.role && can(ctx.role, ability)) return
  const who = ROLES.slice(ROLES.indexOf(LEAST[ability])).join(' or ')
  throw new AppError('forbidden', `Only ${who.startsWith('a') ? 'an' : 'a'} ${who} may ${REFUSAL[ability]}.`)
}

export const SCOPES = ['read', 'runs:write', 'metrics:write'] as const
export type Scope = (typeof SCOPES)[number]

export function demandScope(principal: { scopes: readonly string[] }, scope: Scope) {
  if (!principal.scopes.includes(scope))
    throw new AppError('forbidden', `This token lacks the scope ${scope}; make one that has it.`)
}
