import { sqlTransaction } from '../db/transaction'
import type { ReadCtx } from '../projects/context'
import { confirmSigner } from './confirm-signer'
import { insertSignature } from './insert-signature'
import { lockReview } from './lock-review'
import { findItem, readReview } from './read-review'
import type { SignatureInput } from './schemas'

/** Signs one item on the evidence that the signer was shown. */
export async function signItem(ctx: ReadCtx, review: string, key: string, given: SignatureInput) {
  const signer = await confirmSigner(ctx, given)
  return sqlTransaction(async (tx) => {
    await lockReview(tx, ctx, review)
    const item = findItem(await readReview(tx, ctx, review), key)
    return insertSignature(tx, ctx, signer, { ...item, review, itemId: item.id, what: 'item' })
  })
}
