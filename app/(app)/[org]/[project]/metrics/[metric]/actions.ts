'use server'
import { revalidatePath } from 'next/cache'
import type { MetricInput } from '@/lib/core/metric'
import { type ActionResult, action } from '@/lib/http/action'
import { listMetrics } from '@/lib/metrics/queries'
import { setTarget } from '@/lib/metrics/set-target'
import { getProjectContext, notFound } from '@/lib/projects/context'
import type { ProjectParams } from '../../page-context'

const number = (text: string) => (text.trim() === '' ? null : Number(text.replace(',', '.')))

export async function setMetricTarget(
  at: ProjectParams,
  _before: unknown,
  form: FormData,
): Promise<ActionResult<null>> {
  const text = (name: string) => String(form.get(name) ?? '')
  return action(async () => {
    const ctx = await getProjectContext(at.org, at.project)
    const metric = text('metric')
    const known = (await listMetrics(ctx)).find((m) => m.metric === metric)
    if (!known) throw notFound()
    const input =
      known.unit === null
        ? { states: known.states, target: text('target') || null, acceptance: text('acceptance') || null }
        : {
            unit: text('unit'),
            direction: text('direction'),
            statistic: text('statistic'),
            minEffect: known.minEffect,
            target: number(text('target')),
            acceptance: number(text('acceptance')),
          }
    await setTarget(ctx, metric, input as MetricInput)
    revalidatePath(`/${at.org}/${at.project}`, 'layout')
    return null
  })
}
