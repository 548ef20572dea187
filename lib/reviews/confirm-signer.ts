import { attempt } from '../auth/attempts'
import { verifyPassword } from '../auth/passwords'
import { demand } from '../auth/permissions'
import type { UserPrincipal } from '../auth/principal'
import { AppError } from '../errors'
import type { ReadCtx } from '../projects/context'
import { validate } from '../validate'
import { type SignatureInput, signatureInput } from './schemas'

export type Signer = {
  principal: UserPrincipal
  printedName: string
  meaning: string
  expectedDigest: string
}

/**
 * Whoever signs is a lead or an admin, and proves again who they are. A token has no role and never gets past the first line. Guesses
 * are counted as at the sign-in page, apart from it: nobody can lock another out of signing in by signing.
 */
export async function confirmSigner(ctx: ReadCtx, given: SignatureInput): Promise<Signer> {
  demand(ctx, 'sign')
  const { principal } = ctx
  if (principal.kind !== 'user') throw new AppError('forbidden', 'Only a person may sign.')
  const { password, ...signature } = validate(signatureInput, given, 'The signature')
  const tried = await attempt(`signature ${principal.id}`, '', ctx.now.getTime(), async () =>
    (await verifyPassword(principal.id, password)) ? true : null,
  )
  if (!tried.allowed)
    throw new AppError('too_many_requests', 'Too many wrong passwords; try again in 15 minutes.', [], 900)
  if (!tried.found)
    throw new AppError('bad_request', 'This is not your password; nothing was signed.', [
      { path: 'password', message: 'is not your password' },
    ])
  return { principal, ...signature }
}
