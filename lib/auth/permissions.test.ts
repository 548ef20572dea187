import { expect, test } from 'vitest'
import { AppError } from '../errors'
import { can, demand, demandScope, ROLES } from './permissions'

test('who may do what', () => {
  const table = (['view', 'decide', 'sign', 'manage'] as const).map((a) =>
    ROLES.filter((role) => can(role, a)),
  )
  expect(table).toEqual([[...ROLES], ['member', 'lead', 'admin'], ['lead', 'admin'], ['admin']])
})

test('a token has no role, so it may nothing of this', () => {
  expect(() => demand({}, 'sign')).toThrow(AppError)
  expect(() => demand({ role: 'member' }, 'sign')).toThrow('Only a lead or admin may sign in this project.')
})

test('a token without the scope is told which', () => {
  expect(() => demandScope({ scopes: ['read'] }, 'runs:write')).toThrow(/runs:write/)
  expect(() => demandScope({ scopes: ['runs:write'] }, 'runs:write')).not.toThrow()
})
