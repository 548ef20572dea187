import type { ReviewTemplate } from '../core/template'
import { listMetrics } from '../metrics/queries'
import { setTarget } from '../metrics/set-target'
import type { ReadCtx } from '../projects/context'

/** Targets for those of the template's metrics that have none: what a project has already said counts more than a template. */
export async function setTemplateTargets(ctx: ReadCtx, template: ReviewTemplate) {
  const limited = (m: { target: unknown; acceptance: unknown }) => m.target !== null || m.acceptance !== null
  const own = new Set((await listMetrics(ctx)).filter(limited).map((m) => m.metric))
  // A moment apart, so that metrics that are made here keep the template's order.
  for (const [i, { metric, input }] of template.metrics.entries())
    if (!own.has(metric)) await setTarget({ ...ctx, now: new Date(ctx.now.getTime() + i) }, metric, input)
}
