import * as z from 'zod'
import { instant, text } from '../core/wire'

/** Words of a person, on one line. */
const words = z
  .string()
  .transform((s) => s.replace(/\s+/g, ' ').trim())
  .pipe(text(1_000))

const ids = z.array(z.guid('must be ids of alerts')).min(1, 'choose an alert').max(200, 'at most 200 at once')

/** What a person does to alerts, one or many at once. */
export const alertInput = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('acknowledge'),
    ids,
    note: words.nullish(),
    ownerId: z.guid().nullish(),
    dueAt: instant.nullish(),
  }),
  z.strictObject({
    action: z.literal('assign'),
    ids,
    ownerId: z.guid().nullable(),
    dueAt: instant.nullish(),
  }),
  z.strictObject({ action: z.literal('comment'), ids, note: words }),
  z.strictObject({ action: z.literal('accept'), ids, note: words }),
  z.strictObject({ action: z.literal('dismiss'), ids, note: words }),
  z.strictObject({ action: z.literal('reopen'), ids, note: words.nullish() }),
])
export type AlertInput = z.input<typeof alertInput>
export type AlertOrder = z.output<typeof alertInput>
