import * as z from 'zod'
import { DECISIONS } from './evidence'
import { change, goal } from './wire'

const time = z.iso.datetime()
const limit = z.union([z.number(), z.string()]).nullable()

const decision = z.object({
  decision: z.enum(DECISIONS),
  reason: z.string().nullable(),
  expiresAt: time.nullable().describe('a waiver alone expires'),
  by: z.string(),
  at: time,
})

const signature = z.object({
  id: z.uuid(),
  name: z.string().describe('as the signer wrote it'),
  signer: z.string().describe('whose account it was'),
  meaning: z.string(),
  at: time,
  digest: z.string().describe('of the evidence that was signed'),
  stale: z.boolean(),
  reasons: z.array(z.string()).describe('why it no longer holds; empty when it does'),
})

const gate = z.object({
  allowed: z.boolean(),
  missing: z.array(
    z.object({ text: z.string(), item: z.string().optional(), metric: z.string().optional() }),
  ),
})

const evidence = z.object({
  metric: z.string(),
  title: z.string(),
  run: z.guid(),
  bodySha256: z.string(),
  commit: z.string(),
  startedAt: time,
  environment: z.string(),
  environmentClass: z.string(),
  goal,
  change,
  effect: z.number().nullable(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  state: z.string().nullable(),
  error: z.string().nullable(),
  unit: z.string().nullable(),
  target: limit,
  acceptance: limit,
  targetVersion: z.number().int(),
})

const signed = {
  gate,
  digest: z.string().describe('of what a signature given now would rest on'),
  signature: signature.nullable(),
  superseded: z.array(signature).describe('earlier signatures, newest first'),
}

const item = z.object({
  key: z.string(),
  title: z.string(),
  guidance: z.string(),
  metrics: z.array(z.string()),
  state: z.enum(['undecided', 'decided', 'signed', 'stale']),
  decision: decision.nullable(),
  decisions: z.array(decision).describe('all of them, newest first'),
  proposal: z.object({ proposal: z.enum(['pass', 'fail', 'undecided']), sentence: z.string() }),
  evidence: z.array(evidence),
  ...signed,
})

const step = z.object({
  position: z.number().int(),
  title: z.string(),
  detail: z.string(),
  plannedMinutes: z.number(),
  spentMinutes: z.number(),
  doneAt: time.nullable(),
  entries: z.array(z.object({ minutes: z.number(), note: z.string().nullable(), by: z.string(), at: time })),
})

/** A review as the API answers it: what is decided, what is signed, what is stale and why. Times are minutes. */
export const reviewAnswer = z.object({
  id: z.uuid(),
  phase: z.string(),
  step: z.string(),
  title: z.string(),
  branch: z.string(),
  status: z.enum(['open', 'signed', 'stale']),
  template: z.object({ name: z.string(), version: z.number().int() }),
  startedAt: time,
  createdAt: time,
  closedAt: time.nullable(),
  grade: z.object({ grade: z.string(), rule: z.string() }).nullable(),
  plannedMinutes: z.number(),
  spentMinutes: z.number(),
  budgetMinutes: z.number(),
  objectives: z.array(z.object({ title: z.string(), detail: z.string() })),
  sections: z.array(z.object({ title: z.string(), items: z.array(item) })),
  steps: z.array(step),
  deliverables: z.array(z.object({ name: z.string(), contents: z.array(z.string()) })),
  revisions: z.array(z.object({ revision: z.number().int(), digest: z.string(), createdAt: time })),
  ...signed,
})
export type ReviewAnswer = z.infer<typeof reviewAnswer>
