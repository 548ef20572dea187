import { describe, expect, test } from 'vitest'
import { sql } from '../db/sql'
import { NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { HOUR, steady } from '../runs/testing/send-run'
import { changeAlerts } from './change-alerts'
import { getAlert, getAlertSteps, listAlertedMetrics, listAlerts } from './queries'
import { aRegressedProject } from './testing/scene'

testDatabase()

describe('the inbox', () => {
  test('is filtered by owner, due date, metric and state, and put in order', async () => {
    const { member, lead, alerts } = await aRegressedProject(['a', 'b', 'c'])
    const [a, b, c] = (await alerts()).toSorted((x, y) => x.metric.localeCompare(y.metric))
    const acknowledge = (ids: string[], ownerId: string | null, dueAt: string) =>
      changeAlerts(member, { action: 'acknowledge', ids, ownerId, dueAt })
    await acknowledge([a!.id], member.principal.id, '2026-02-27T23:59:59Z')
    await acknowledge([b!.id], lead.principal.id, '2026-03-09T23:59:59Z')
    const found = async (filter: Parameters<typeof listAlerts>[1]) =>
      (await listAlerts(member, filter)).map((x) => x.metric)
    expect(await found({ owner: member.principal.id })).toEqual(['a'])
    expect(await found({ owner: 'nobody' })).toEqual(['c'])
    expect(await found({ dueBefore: NOW })).toEqual(['a'])
    expect(await found({ metric: 'b' })).toEqual(['b'])
    expect(await found({ metric: 'none' })).toEqual([])
    expect(await found({ state: 'suspected' })).toEqual(['c'])
    expect(await found({ state: 'live', order: 'due' })).toEqual(['a', 'b', 'c'])
    expect(await found({ order: 'owner' })).toEqual(['c', 'b', 'a'])
    expect(await listAlertedMetrics(member)).toEqual(
      ['a', 'b', 'c'].map((metric) => ({ metric, title: metric })),
    )
    expect([a, b, c].map((x) => x!.owner)).toEqual([null, null, null])
  })

  test('finds the alert of an environment by each of its metrics', async () => {
    const metrics = ['a', 'b', 'c', 'd']
    const { place, member, alerts } = await aRegressedProject(metrics)
    const all = await alerts()
    // As an upload writes it when all of them shift at once: one alert that names every series.
    await sql`
      update alerts set kind = 'environment', indexes = array[10, 10, 10, 10],
        series_ids = (select array_agg(id) from series where project_id = ${place.project.id})
      where id = ${all[0]!.id}`
    const others = all.slice(1).map((a) => a.id)
    await sql`delete from alert_events where alert_id = any(${others}::uuid[])`
    await sql`delete from alerts where id = any(${others}::uuid[])`
    const [alert] = await alerts()
    expect(alert!.metrics.map((m) => m.metric).toSorted()).toEqual(metrics)
    for (const metric of metrics) expect(await listAlerts(member, { metric })).toHaveLength(1)
    expect((await listAlertedMetrics(member)).map((m) => m.metric)).toEqual(metrics)
  })

  test('knows the shape of each change', async () => {
    const { member, alerts } = await aRegressedProject()
    const { id } = (await alerts())[0]!
    const { member: stranger } = await aRegressedProject([])
    expect(await getAlertSteps(stranger, [id])).toEqual(new Map())
    expect(await getAlertSteps(member, [])).toEqual(new Map())
    expect(await getAlertSteps(member, [id])).toEqual(new Map([[id, { before: steady(100), after: [150] }]]))
  })
})

describe('one alert', () => {
  test('comes with the runs on each side of the change, oldest first', async () => {
    const { member, alerts } = await aRegressedProject()
    const { id, runId } = (await alerts())[0]!
    const { runs, good } = await getAlert(member, id)
    expect(runs.map((r) => r.value)).toEqual([...steady(100), 150])
    expect(runs.findIndex((r) => r.side === 'after')).toBe(10)
    expect(runs[10]!.runId).toBe(runId)
    expect(good).toMatchObject({ runId: runs[9]!.runId, commit: 'commit 9' })
  })

  test('names what the same change may have caused: on its branch, in its range', async () => {
    const { member, measure, alerts } = await aRegressedProject(['a', 'b'])
    for (let i = 0; i < 8; i++) await measure('a', 150)
    const all = await alerts()
    const of = (metric: string) => all.find((x) => x.metric === metric)!
    expect((await getAlert(member, of('a').id)).related.map((x) => x.metric)).toEqual(['b'])
    await measure('a', 300)
    const later = (await alerts()).find((x) => x.metric === 'a' && x.id !== of('a').id)!
    expect(later.startedAt.getTime()).toBeLessThan(NOW.getTime() + HOUR)
    expect((await getAlert(member, later.id)).related).toEqual([])
  })

  test.each(['nothing', '00000000-0000-7000-8000-000000000000'])('%s is not found', async (id) => {
    const { member } = await aRegressedProject([])
    await expect(getAlert(member, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})
