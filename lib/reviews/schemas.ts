import * as z from 'zod'
import { DECISIONS } from '../core/evidence'
import { instant, text } from '../core/wire'

/** Words of a person, on one line: line breaks become spaces, and what is blank is nothing. */
const words = (max: number) =>
  z
    .string()
    .transform((s) => s.replace(/\s+/g, ' ').trim())
    .pipe(text(max))

const place = z
  .string()
  .trim()
  .regex(/^\d{1,4}(\.\d{1,4}){0,3}$/, 'must be numbers and dots, such as 6 or 6.4')

export const reviewInput = z.strictObject({
  phase: place,
  step: place,
  title: words(120).optional(),
  branch: z.string().trim().pipe(text(200)).optional(),
  startedAt: instant.optional(),
})

/** Years ahead is no waiver but a rule: say so in the target instead. */
const LONGEST_WAIVER = 366 * 86_400_000

export const decisionInput = (now: Date) =>
  z
    .strictObject({
      decision: z.enum(DECISIONS, 'choose pass, fail, not applicable or waived'),
      reason: words(1_000).nullish(),
      expiresAt: instant.nullish(),
    })
    .superRefine(({ decision, reason, expiresAt }, ctx) => {
      const refuse = (path: string, message: string) =>
        ctx.addIssue({ code: 'custom', path: [path], message })
      if (!reason && (decision === 'waived' || decision === 'not_applicable'))
        refuse('reason', 'say why; whoever reads the review later will ask')
      if (decision !== 'waived') {
        if (expiresAt) refuse('expiresAt', 'only a waiver expires')
        return
      }
      if (!expiresAt) return refuse('expiresAt', 'say until when the waiver holds')
      const ahead = Date.parse(expiresAt) - now.getTime()
      if (ahead <= 0) refuse('expiresAt', 'must lie in the future')
      else if (ahead > LONGEST_WAIVER) refuse('expiresAt', 'must lie within a year')
    })

export const signatureInput = z.strictObject({
  printedName: words(100),
  meaning: words(200),
  password: z.string('give your password').min(1, 'give your password').max(200),
  /** the digest of the evidence that the signer was shown */
  expectedDigest: z.string().max(100),
})

export const timeInput = z.strictObject({
  minutes: z
    .number('give whole minutes')
    .int('give whole minutes')
    .min(1, 'give at least one minute')
    .max(1_440, 'give at most 1,440 minutes, a day'),
  note: words(300).nullish(),
})

export type ReviewInput = z.input<typeof reviewInput>
export type DecisionInput = z.input<ReturnType<typeof decisionInput>>
export type SignatureInput = z.input<typeof signatureInput>
export type TimeInput = z.input<typeof timeInput>
