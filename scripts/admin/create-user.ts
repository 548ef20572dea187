import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { isRole } from '@/lib/auth/permissions'
import { AppError } from '@/lib/errors'
import * as users from '@/lib/projects/create-user'
import { getOperatorOrganisation } from '@/lib/projects/operator'
import { readOptions } from './options'

export async function createUser(words: string[]) {
  const names = ['email', 'name', 'role', 'org']
  const options = readOptions(words, names, names, ['password-stdin'])
  const role = options.text('role')
  if (!isRole(role))
    throw new AppError('bad_request', `--role is viewer, member, lead or admin, not "${role}".`)
  const ctx = await getOperatorOrganisation(options.text('org'))
  const given = options.flag('password-stdin')
  // A line break at the end belongs to the shell, not to the password.
  const password = given
    ? (await text(process.stdin)).replace(/\r?\n$/, '')
    : randomBytes(12).toString('base64url')
  const email = options.text('email')
  const { created } = await users.createUser(ctx, { email, name: options.text('name'), role, password })
  console.log(
    created ? `Created ${email} as ${role}.` : `${email} has an account already and is now ${role} as well.`,
  )
  if (created && !given) console.log(`Password: ${password}`)
}
