import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { sql } from '../db/sql'
import { aMember, aProject, NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { changeAlerts } from './change-alerts'
import { getAlert, listAlerts } from './queries'
import { aRegressedProject } from './testing/scene'

testDatabase()

const DUE = '2026-03-08T23:59:59Z'
const audited = (projectId: string) => sql<
  { action: string; subject: string; detail: Record<string, unknown> }[]
>`
  select action, subject, detail from audit_events
  where project_id = ${projectId} and action like 'alert.%' order by seq`
/** All that may change when somebody acts. */
const everything = async (projectId: string) => [
  await sql`select * from alerts where project_id = ${projectId} order by id`,
  await sql`select * from alert_events where project_id = ${projectId} order by id`,
  await sql`select * from audit_events where project_id = ${projectId} order by seq`,
  await sql`select id, baseline_at, baseline_run_id from series where project_id = ${projectId} order by id`,
]

describe('a member', () => {
  test('acknowledges with owner, due date and word, and the history and the audit tell it', async () => {
    const { place, member, alerts } = await aRegressedProject()
    const { id } = (await alerts())[0]!
    const ownerId = member.principal.id
    await changeAlerts(member, {
      action: 'acknowledge',
      ids: [id],
      ownerId,
      dueAt: DUE,
      note: ' looking\n at it ',
    })
    const alert = await getAlert(member, id)
    expect(alert).toMatchObject({
      state: 'acknowledged',
      owner: { id: ownerId, name: 'A member' },
      dueAt: new Date(DUE),
      resolvedAt: null,
    })
    expect(alert.events.map((e) => [e.kind, e.actor, e.note])).toEqual([
      ['raised', 'Phasegate', null],
      ['acknowledged', 'A member', 'looking at it'],
    ])
    expect(await audited(place.project.id)).toEqual([
      {
        action: 'alert.acknowledge',
        subject: id,
        detail: { from: 'suspected', run: alert.runId, owner: ownerId, dueAt: DUE, note: 'looking at it' },
      },
    ])
  })

  test('gives it to another, takes the due date away, and leaves it to nobody', async () => {
    const { member, lead, alerts } = await aRegressedProject()
    const ids = [(await alerts())[0]!.id]
    const now = async () => (await alerts())[0]!
    await changeAlerts(member, { action: 'assign', ids, ownerId: lead.principal.id, dueAt: DUE })
    expect(await now()).toMatchObject({ state: 'suspected', owner: { name: 'A lead' }, dueAt: new Date(DUE) })
    await changeAlerts(member, { action: 'assign', ids, ownerId: lead.principal.id })
    expect((await now()).dueAt).toEqual(new Date(DUE))
    await changeAlerts(member, { action: 'assign', ids, ownerId: null, dueAt: null })
    expect(await now()).toMatchObject({ owner: null, dueAt: null })
  })

  test('comments, and nothing else changes', async () => {
    const { member, alerts } = await aRegressedProject()
    const [before] = await alerts()
    await changeAlerts(member, { action: 'comment', ids: [before!.id], note: 'the model got larger' })
    expect(await alerts()).toEqual([before])
    expect((await getAlert(member, before!.id)).events.at(-1)).toMatchObject({
      kind: 'commented',
      note: 'the model got larger',
    })
  })

  test('dismisses it as noise and takes that back', async () => {
    const { member, alerts } = await aRegressedProject()
    const ids = [(await alerts())[0]!.id]
    await changeAlerts(member, { action: 'dismiss', ids, note: 'a backup ran' })
    expect(await alerts()).toMatchObject([{ state: 'dismissed', resolvedAt: NOW }])
    await changeAlerts(member, { action: 'reopen', ids })
    expect(await alerts()).toMatchObject([{ state: 'open', resolvedAt: null }])
  })

  test('opens again what resolved by itself', async () => {
    const { member, measure, alerts } = await aRegressedProject()
    await measure('m', 100)
    const [resolved] = await alerts()
    expect(resolved!.state).toBe('resolved')
    await changeAlerts(member, { action: 'reopen', ids: [resolved!.id], note: 'one good run is luck' })
    expect(await alerts()).toMatchObject([{ state: 'open', resolvedAt: null }])
  })

  test('may not accept a new level', async () => {
    const { place, member, alerts } = await aRegressedProject()
    const ids = [(await alerts())[0]!.id]
    const before = await everything(place.project.id)
    await expect(changeAlerts(member, { action: 'accept', ids, note: 'fine' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await everything(place.project.id)).toEqual(before)
  })
})

describe('a lead', () => {
  test('accepts: later runs are compared with the new level from its first run on, and the audit has the reason', async () => {
    const { place, lead, token, measure, alerts } = await aRegressedProject()
    const worse = await measure('m', 150)
    expect(worse.receipt.verdicts[0]!.change).toBe('regression')
    const [alert] = await alerts()
    await changeAlerts(lead, { action: 'accept', ids: [alert!.id], note: 'the larger model is worth it' })
    expect(await alerts()).toMatchObject([{ state: 'accepted', resolvedAt: NOW }])
    const [series] = await sql`
      select baseline_at, baseline_run_id from series where project_id = ${place.project.id}`
    expect(series).toEqual({ baseline_at: alert!.startedAt, baseline_run_id: alert!.runId })
    expect(await audited(place.project.id)).toMatchObject([
      {
        action: 'alert.accept',
        subject: alert!.id,
        detail: { note: 'the larger model is worth it', run: alert!.runId },
      },
    ])
    for (let i = 0; i < 12; i++) {
      const { receipt } = await measure('m', 150 * (1 + ((i % 3) - 1) * 0.005))
      expect(receipt.verdicts[0]!.change).not.toBe('regression')
      expect(receipt.alerts).toEqual([])
    }
    const { receipt } = await measure('m', 225)
    expect(receipt.verdicts[0]).toMatchObject({ change: 'regression' })
    expect(receipt.verdicts[0]!.baseline!.value).toBeCloseTo(150, 0)
    expect((await listAlerts(token, { state: 'live' })).length).toBe(1)
  })

  test('cannot take an acceptance back, nor accept twice', async () => {
    const { lead, alerts } = await aRegressedProject()
    const ids = [(await alerts())[0]!.id]
    await changeAlerts(lead, { action: 'accept', ids, note: 'fine' })
    for (const action of ['accept', 'dismiss', 'reopen', 'acknowledge'] as const)
      await expect(changeAlerts(lead, { action, ids, note: 'again' }), action).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('accepted by now'),
      })
  })
})

describe('refused, and nothing is written', () => {
  const refuse = async (
    given: (ids: string[]) => unknown,
    expected: object,
    as: 'viewer' | 'member' = 'member',
  ) => {
    const scene = await aRegressedProject()
    const ids = (await scene.alerts()).map((a) => a.id)
    const before = await everything(scene.place.project.id)
    await expect(changeAlerts(scene[as], given(ids) as never)).rejects.toMatchObject(expected)
    expect(await everything(scene.place.project.id)).toEqual(before)
  }
  test.each(['acknowledge', 'dismiss', 'accept', 'reopen', 'comment'])('a viewer: %s', (action) =>
    refuse((ids) => ({ action, ids, note: 'x' }), { code: 'forbidden' }, 'viewer'),
  )
  test.each([
    ['a dismissal without a reason', (ids: string[]) => ({ action: 'dismiss', ids, note: ' \n ' }), 'note'],
    ['a comment without words', (ids: string[]) => ({ action: 'comment', ids }), 'note'],
    ['no alert', () => ({ action: 'acknowledge', ids: [] }), 'ids'],
    [
      'more than 200',
      () => ({ action: 'acknowledge', ids: Array.from({ length: 201 }, () => uuid()) }),
      'ids',
    ],
    ['what is no id', () => ({ action: 'acknowledge', ids: ['1; drop table alerts'] }), 'ids[0]'],
    ['a day that is none', (ids: string[]) => ({ action: 'acknowledge', ids, dueAt: 'soon' }), 'dueAt'],
    [
      'an owner who is nobody here',
      (ids: string[]) => ({ action: 'assign', ids, ownerId: uuid() }),
      'ownerId',
    ],
  ])('%s', (_, given, path) =>
    refuse(given, { code: 'bad_request', errors: [expect.objectContaining({ path })] }),
  )
  test('an action that is none', () => refuse((ids) => ({ action: 'delete', ids }), { code: 'bad_request' }))
  test('a token, whatever its scopes', async () => {
    const { token, alerts } = await aRegressedProject()
    const ids = [(await alerts())[0]!.id]
    await expect(changeAlerts(token, { action: 'acknowledge', ids })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
  test('an owner of another organisation', async () => {
    const stranger = await aMember(await aProject(), 'lead')
    await refuse((ids) => ({ action: 'assign', ids, ownerId: stranger.principal.id }), {
      code: 'bad_request',
    })
  })
  test('an id that is nowhere', () =>
    refuse((ids) => ({ action: 'acknowledge', ids: [...ids, uuid()] }), { code: 'not_found' }))
  test("another tenant's id, alone or among one's own", async () => {
    const [mine, theirs] = [await aRegressedProject(), await aRegressedProject()]
    const [own, other] = [(await mine.alerts())[0]!.id, (await theirs.alerts())[0]!.id]
    const before = [await everything(mine.place.project.id), await everything(theirs.place.project.id)]
    for (const ids of [[other], [own, other]])
      await expect(changeAlerts(mine.lead, { action: 'accept', ids, note: 'x' })).rejects.toMatchObject({
        code: 'not_found',
      })
    await expect(getAlert(mine.member, other)).rejects.toMatchObject({ code: 'not_found' })
    expect([await everything(mine.place.project.id), await everything(theirs.place.project.id)]).toEqual(
      before,
    )
  })
})

describe('many at once', () => {
  test('are all dealt with, each with its own event and audit; the same id twice counts once', async () => {
    const { place, member, alerts } = await aRegressedProject(['a', 'b', 'c'])
    const ids = (await alerts()).map((a) => a.id)
    expect(ids).toHaveLength(3)
    expect(await changeAlerts(member, { action: 'dismiss', ids: [...ids, ids[0]!], note: 'noise' })).toEqual({
      changed: 3,
    })
    expect((await alerts()).map((a) => a.state)).toEqual(['dismissed', 'dismissed', 'dismissed'])
    expect((await audited(place.project.id)).map((e) => e.subject).toSorted()).toEqual(ids.toSorted())
    for (const id of ids)
      expect((await getAlert(member, id)).events.filter((e) => e.kind === 'dismissed')).toHaveLength(1)
  })

  test('are none of them dealt with when one cannot be', async () => {
    const { place, member, alerts } = await aRegressedProject(['a', 'b'])
    const ids = (await alerts()).map((a) => a.id)
    await changeAlerts(member, { action: 'dismiss', ids: [ids[1]!], note: 'noise' })
    const before = await everything(place.project.id)
    await expect(changeAlerts(member, { action: 'acknowledge', ids })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('dismissed by now'),
    })
    expect(await everything(place.project.id)).toEqual(before)
  })

  test('by two people at the same time: one wins, the other is told', async () => {
    const { place, member, lead, alerts } = await aRegressedProject(['a', 'b', 'c'])
    const ids = (await alerts()).map((a) => a.id)
    const answers = await Promise.allSettled([
      changeAlerts(member, { action: 'dismiss', ids, note: 'noise' }),
      changeAlerts(lead, { action: 'accept', ids: ids.toReversed(), note: 'fine' }),
    ])
    const refused = answers.filter((a) => a.status === 'rejected')
    expect(refused.map((a) => a.reason)).toMatchObject([{ code: 'conflict' }])
    expect(new Set((await alerts()).map((a) => a.state)).size).toBe(1)
    expect(await audited(place.project.id)).toHaveLength(3)
  })
})
