import { v7 as uuid } from 'uuid'
import { appendAudit } from '../audit'
import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import type { ReviewTemplate } from '../core/template'
import { isDuplicate } from '../db/errors'
import { sql, type Tx } from '../db/sql'
import { sqlTransaction } from '../db/transaction'
import { AppError } from '../errors'
import type { ReadCtx } from '../projects/context'
import { validate } from '../validate'
import { type ReviewInput, reviewInput } from './schemas'
import { setTemplateTargets } from './set-template-targets'

/**
 * A review made from a template: its items, its strategy steps, and targets for those of its metrics that have none yet. It keeps
 * the template as it is now. Sets targets, so it takes who may manage the project.
 */
export async function createReview(ctx: ReadCtx, template: ReviewTemplate, given: ReviewInput) {
  demand(ctx, 'manage')
  const input = validate(reviewInput, given, 'The review')
  const id = uuid()
  const review = {
    phase: input.phase,
    step: input.step,
    title: input.title ?? template.title,
    branch: input.branch ?? ctx.project.defaultBranch,
    startedAt: input.startedAt ? new Date(input.startedAt) : ctx.now,
  }
  await refuseSecond(ctx, input)
  await setTemplateTargets(ctx, template)
  try {
    await sqlTransaction(async (tx) => {
      await insertReview(tx, ctx, id, review, template)
      await appendAudit(tx, {
        projectId: ctx.project.id,
        actor: actorOf(ctx.principal),
        action: 'review.create',
        subject: id,
        detail: {
          ...review,
          startedAt: review.startedAt.toISOString(),
          template: template.name,
          version: template.version,
        },
        at: ctx.now,
      })
    })
  } catch (error) {
    throw isDuplicate(error) ? second(input) : error
  }
  return { id }
}

type Step = Pick<ReviewInput, 'phase' | 'step'>

const second = ({ phase, step }: Step) =>
  new AppError('conflict', `There is a review of phase ${phase}, step ${step} already.`)

/** Asked before any target is set, so that a refusal leaves everything as it was. */
async function refuseSecond({ project }: ReadCtx, { phase, step }: Step) {
  const [row] = await sql`
    select 1 from reviews where project_id = ${project.id} and phase = ${phase} and step = ${step}`
  if (row) throw second({ phase, step })
}

type NewReview = { phase: string; step: string; title: string; branch: string; startedAt: Date }

async function insertReview(tx: Tx, ctx: ReadCtx, id: string, review: NewReview, template: ReviewTemplate) {
  const projectId = ctx.project.id
  const items = template.sections
    .flatMap((section) => section.items.map((item) => ({ ...item, section: section.title })))
    .map((item, i) => ({ ...item, id: uuid(), position: i + 1 }))
  const steps = template.steps.map((step, i) => ({ ...step, id: uuid(), position: i + 1 }))
  const titles = template.metrics.map(({ metric, title }) => ({ metric, title }))
  await tx`
    insert into reviews (id, project_id, phase, step, title, template_name, template_version, template, branch, started_at, created_at)
    values (${id}, ${projectId}, ${review.phase}, ${review.step}, ${review.title}, ${template.name}, ${template.version},
      ${JSON.stringify(template)}::text::jsonb, ${review.branch}, ${review.startedAt}, ${ctx.now})`
  await tx`
    insert into review_items (id, project_id, review_id, key, position, section, title, guidance, metrics)
    select id, ${projectId}, ${id}, key, position, section, title, guidance, metrics
    from json_to_recordset(${JSON.stringify(items)}::text::json)
      as r(id uuid, key text, position int, section text, title text, guidance text, metrics text[])`
  await tx`
    insert into review_steps (id, project_id, review_id, position, title, detail, planned_minutes)
    select id, ${projectId}, ${id}, position, title, detail, "plannedMinutes"
    from json_to_recordset(${JSON.stringify(steps)}::text::json)
      as r(id uuid, position int, title text, detail text, "plannedMinutes" int)`
  await tx`
    update metrics m set title = r.title
    from json_to_recordset(${JSON.stringify(titles)}::text::json) as r(metric text, title text)
    where m.project_id = ${projectId} and m.name = r.metric and m.title = m.name`
}
