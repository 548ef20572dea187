import type { Scope } from '@/lib/auth/permissions'
import { AppError } from '@/lib/errors'
import * as tokens from '@/lib/projects/create-token'
import { getOperatorContext } from '@/lib/projects/operator'
import { readOptions } from './options'

/** Prints the new token alone on the last line of stdout, for `$(… | tail -1)`. */
export async function createToken(words: string[]) {
  const options = readOptions(
    words,
    ['org', 'project', 'name', 'scopes', 'expires'],
    ['org', 'project', 'name'],
  )
  const ctx = await getOperatorContext(options.text('org'), options.text('project'))
  const { token } = await tokens.createToken(ctx, {
    name: options.text('name'),
    // The verb refuses a scope that it does not know.
    scopes: options
      .optional('scopes')
      ?.split(',')
      .map((scope) => scope.trim() as Scope),
    expiresInDays: days(options.optional('expires')),
  })
  console.log(token)
}

function days(text: string | undefined) {
  if (text === undefined) return undefined
  const count = /^(\d{1,4})d$/.exec(text)?.[1]
  if (!count) throw new AppError('bad_request', `--expires is a number of days such as 90d, not "${text}".`)
  return Number(count)
}
