import { describe, expect, test } from 'vitest'
import { sql } from '../db/sql'
import { aMember } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { setTarget } from '../metrics/set-target'
import { sendRun } from '../runs/testing/send-run'
import { getReview } from './queries'
import { findItem } from './read-review'
import { aReview, at, ITEMS, measured, minutes, reasons } from './testing/scene'

testDatabase()

const HOLD = Object.fromEntries(ITEMS.map((key) => [key, []]))
const limits = { unit: 'ms', direction: 'lower', target: 150, acceptance: 250 } as const

async function allSigned() {
  const scene = await aReview()
  for (const key of ITEMS) await scene.pass(key)
  expect(await reasons(scene.lead, scene.id)).toEqual(HOLD)
  return scene
}

describe('a signature holds', () => {
  test('when newer runs agree, however many and on whatever branch else', async () => {
    const { measure, lead, id } = await allSigned()
    for (const stt of [181, 170, 199 / 1.02]) await measure({ stt })
    await measure({ stt: 900 }, { branch: 'feature' })
    expect(await reasons(lead, id)).toEqual(HOLD)
  })

  test('when a worse run was too noisy, simulated or of another project', async () => {
    const { token, measure, lead, id } = await allSigned()
    await measure({ stt: 900 }, { environment: { name: 'ci', noise: { stealPercent: 60 } } })
    await sendRun({ ...token, simulated: true }, { measurements: measured({ stt: 900 }) })
    await (await aReview()).measure({ stt: 900 })
    expect(await reasons(lead, id)).toEqual(HOLD)
  })

  test('when the same target is set again, or a metric of no item gets one', async () => {
    const { admin, lead, id } = await allSigned()
    const same = { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 } as const
    await setTarget(admin, 'stt_transcription', same)
    await setTarget(admin, 'other', limits)
    expect(await reasons(lead, id)).toEqual(HOLD)
  })

  test('when a late run that started earlier was worse', async () => {
    const { measure, lead, id } = await allSigned()
    await measure({ stt: 900 }, { startedAt: '2026-02-01T00:00:00Z' })
    expect(await reasons(lead, id)).toEqual(HOLD)
  })
})

describe('exactly the signature that rests on it goes stale, with the reason, when', () => {
  test('a later run misses', async () => {
    const { measure, lead, id } = await allSigned()
    await measure({ stt: 900 })
    expect(await reasons(lead, id)).toEqual({
      ...HOLD,
      'stt-latency': [
        expect.stringMatching(/^STT transcription: now missed at 900.ms, signed as met at 180.ms$/),
      ],
    })
    await measure({ stt: 180 })
    expect(await reasons(lead, id)).toEqual(HOLD)
  })

  test('a later run regresses, though it keeps its target', async () => {
    const { measure, lead, id } = await allSigned()
    for (let i = 0; i < 10; i++) await measure({ stt: 179 + (i % 3) })
    expect(await reasons(lead, id)).toEqual(HOLD)
    await measure({ stt: 194 })
    const found = await reasons(lead, id)
    expect(found['stt-latency']).toEqual([
      expect.stringMatching(/^STT transcription: a later run shows a regression of \+7/),
    ])
    expect({ ...found, 'stt-latency': [] }).toEqual(HOLD)
  })

  test('a state gets worse', async () => {
    const { measure, lead, id } = await allSigned()
    await measure({ state: 'pruned_eventually' })
    expect(await reasons(lead, id)).toEqual({
      ...HOLD,
      'context-window-pruning': [
        'Context-window clean-up: now acceptable at pruned eventually, signed as met at pruned at limit',
      ],
    })
  })

  test('a metric can no longer be measured', async () => {
    const { measure, lead, id } = await allSigned()
    await measure({}, { measurements: [{ metric: 'wake_word_detection', error: 'no microphone' }] })
    const found = await reasons(lead, id)
    expect(found['wake-word-latency']).toEqual([expect.stringMatching(/now error \(no microphone\)/)])
    expect({ ...found, 'wake-word-latency': [] }).toEqual(HOLD)
  })

  test('its target changes', async () => {
    const { admin, lead, id } = await allSigned()
    await setTarget(admin, 'stt_transcription', limits)
    const found = await reasons(lead, id)
    expect(found['stt-latency']).toEqual([
      expect.stringMatching(
        /limits changed from target 200.ms and acceptance 300.ms \(version 1\) to target 150.ms and acceptance 250.ms \(version 2\)/,
      ),
      expect.stringMatching(/now acceptable at 180.ms, signed as met at 180.ms/),
    ])
    expect({ ...found, 'stt-latency': [] }).toEqual(HOLD)
  })

  test('it is measured on another kind of machine', async () => {
    const { measure, lead, id } = await allSigned()
    await measure({}, { measurements: measured().slice(0, 1), environment: { name: 'ci', cpu: 'Faster' } })
    const found = await reasons(lead, id)
    expect(found['wake-word-latency']).toEqual([
      expect.stringMatching(
        /now measured in another environment, ci \([0-9a-f]{12}\) instead of ci \([0-9a-f]{12}\)$/,
      ),
    ])
    expect({ ...found, 'wake-word-latency': [] }).toEqual(HOLD)
  })

  test('its decision changes, or is made again on other grounds', async () => {
    const { decide, lead, id } = await allSigned()
    await decide('hot-paths', { decision: 'fail' })
    await decide('stt-latency', { decision: 'pass', reason: 'looked again' })
    expect(await reasons(lead, id)).toEqual({
      ...HOLD,
      'hot-paths': ['the decision changed from pass to fail'],
      'stt-latency': ['the decision was made again'],
    })
  })

  test('its waiver runs out, to the moment', async () => {
    const { decide, sign, lead, id, pass } = await aReview()
    for (const key of ITEMS.slice(1)) await pass(key)
    const expiresAt = minutes(60).toISOString()
    await decide('context-window-pruning', { decision: 'waived', reason: 'known', expiresAt })
    await sign('context-window-pruning')
    expect(await reasons(at(lead, 59), id)).toEqual(HOLD)
    expect(await reasons(at(lead, 60), id)).toEqual({
      ...HOLD,
      'context-window-pruning': ['the waiver expired on 2026-03-01'],
    })
  })
})

test('a changed statistic is judged by the value in that statistic, never by the old one', async () => {
  const { admin, measure, pass, lead, id } = await aReview()
  const samples = Array.from({ length: 100 }, (_, i) => 100 + i)
  await measure({}, { measurements: [{ metric: 'stt_transcription', unit: 'ms', samples }] })
  const evidence = async () => findItem(await getReview(lead, id), 'stt-latency').evidence.metrics[0]
  expect(await evidence()).toMatchObject({ value: expect.closeTo(194.05), goal: 'met' })
  await pass('stt-latency')
  const input = { unit: 'ms', direction: 'lower', target: 150, acceptance: 151, statistic: 'p50' } as const
  await setTarget(admin, 'stt_transcription', input)
  expect(await evidence()).toMatchObject({ value: 149.5, low: null, high: null, goal: 'inconclusive' })
})

test('a new signature takes the place of the stale one, which is kept and still says why', async () => {
  const { place, measure, sign, decide, lead, id } = await allSigned()
  await measure({ stt: 250 })
  const other = await aMember(place, 'lead')
  const { digest } = await sign('stt-latency', at(other, 5))
  const item = findItem(await getReview(lead, id), 'stt-latency')
  expect(item.signature).toMatchObject({ digest, stale: false, reasons: [], at: minutes(5) })
  expect(item.superseded).toMatchObject([{ stale: true, reasons: [expect.stringMatching(/now acceptable/)] }])
  await decide('stt-latency', { decision: 'fail' })
  await sign('stt-latency')
  expect(findItem(await getReview(lead, id), 'stt-latency').superseded).toHaveLength(2)
  const slots = await sql<
    { slot: string }[]
  >`select slot from signatures where item_id = ${item.id} order by slot`
  expect(slots.map((s) => s.slot)).toEqual([0, 1, 2].map((n) => `${item.id}:${n}`))
})
