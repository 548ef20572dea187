import { aMember, aProject, aToken } from '../../db/testing/fixtures'
import { HOUR, LAST, sendHistory, sendRun, steady } from '../../runs/testing/send-run'
import { type AlertRow, listAlerts } from '../queries'

/** A project with people of every role, in which each of `metrics` was steady and then got worse by half, in runs of their own. */
export async function aRegressedProject(metrics: readonly string[] = ['m'], more: object = {}) {
  const place = await aProject()
  const { ctx: token } = await aToken(place)
  const [viewer, member, lead] = await Promise.all([
    aMember(place, 'viewer'),
    aMember(place, 'member'),
    aMember(place, 'lead'),
  ])
  for (const metric of metrics) await sendHistory(token, metric, steady(100), more)
  let runs = 0
  /** One more run of a metric, a minute after the one before. */
  const measure = (metric: string, value: number) =>
    sendRun(token, {
      commit: `${metric} at ${++runs}`,
      startedAt: new Date(LAST - HOUR / 2 + runs * 60_000).toISOString(),
      measurements: [{ metric, unit: 'ms', value }],
      ...more,
    })
  for (const metric of metrics) await measure(metric, 150)
  const alerts = async (): Promise<AlertRow[]> => listAlerts(member, { order: 'oldest' })
  return { place, token, viewer, member, lead, measure, alerts }
}
