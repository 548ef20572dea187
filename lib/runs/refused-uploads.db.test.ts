import { describe, expect, test } from 'vitest'
import type { RunUpload } from '../core/wire'
import { aMeasurement, anUpload, aProject, aToken, bytesOf } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import type { TokenCtx } from '../projects/context'
import { recordRun } from './record-run'

testDatabase()

const JSON_TYPE = 'application/json'
const record = (ctx: TokenCtx, upload: unknown) => recordRun(ctx, bytesOf(upload), JSON_TYPE)
const aCtx = async () => (await aToken(await aProject())).ctx

describe('refused, and nothing written:', () => {
  const good = (slug: string) => anUpload(slug)
  const cases: [string, (u: RunUpload) => unknown, string, string?][] = [
    ["another project's name", (u) => ({ ...u, project: 'other' }), 'not_found'],
    ['an unknown key', (u) => ({ ...u, extra: 1 }), 'bad_request', 'extra'],
    ['a missing key', ({ commit: _, ...u }) => u, 'bad_request', 'commit'],
    ['no measurement', (u) => ({ ...u, measurements: [] }), 'bad_request', 'measurements'],
    [
      'a start in the future',
      (u) => ({ ...u, startedAt: '2027-01-01T00:00:00Z' }),
      'bad_request',
      'startedAt',
    ],
    [
      'a start in the year 0',
      (u) => ({ ...u, startedAt: '0000-01-01T00:00:00Z' }),
      'bad_request',
      'startedAt',
    ],
    [
      'a commit before the year 1',
      (u) => ({ ...u, commitAt: '0000-01-01T00:00:00+10:00' }),
      'bad_request',
      'commitAt',
    ],
    [
      'an end after the year 9999',
      (u) => ({ ...u, finishedAt: '9999-12-31T23:00:00-10:00' }),
      'bad_request',
      'finishedAt',
    ],
    [
      'an end before the start',
      (u) => ({ ...u, finishedAt: '2026-01-01T00:00:00Z' }),
      'bad_request',
      'finishedAt',
    ],
    [
      'an infinite number',
      (u) => JSON.stringify(u).replace('180', '1e400'),
      'bad_request',
      'measurements[0].samples[0]',
    ],
    [
      'a number too large to square',
      (u) => ({ ...u, measurements: [{ metric: 'm', unit: 'ms', samples: [1.7e308, 1.7e308, 1.7e308] }] }),
      'bad_request',
      'measurements[0]',
    ],
    [
      'an infinite number in the environment',
      (u) =>
        JSON.stringify({ ...u, environment: { name: 'x', a: { b: 987654 } } }).replace('987654', '1e999'),
      'bad_request',
      'environment.a.b',
    ],
    ['a line break in a name', (u) => ({ ...u, branch: 'a\nb' }), 'bad_request', 'branch'],
  ]
  test.each(cases)('%s', async (_, spoil, code, path) => {
    const ctx = await aCtx()
    const spoilt = spoil(good(ctx.project.slug))
    const body = typeof spoilt === 'string' ? new TextEncoder().encode(spoilt) : bytesOf(spoilt)
    const before = await countRows()
    const refused = await refusal(recordRun(ctx, body, JSON_TYPE))
    expect(refused?.code).toBe(code)
    if (path) expect(refused?.paths).toContain(path)
    expect(await countRows()).toEqual(before)
  })

  test.each([
    ['a unit of another dimension', { metric: 'stt', unit: 'MB', value: 1 }, 'measurements[1].unit'],
    ['a state for a number', { metric: 'stt', state: 'good' }, 'measurements[1].state'],
    ['a number for a state', { metric: 'clean_up', value: 1 }, 'measurements[1].metric'],
    ["a unit that is nobody's", { metric: 'stt', unit: 'constructor', value: 1 }, 'measurements[1].unit'],
  ])('%s', async (_, measurement, path) => {
    const ctx = await aCtx()
    const first = [aMeasurement('stt'), { metric: 'clean_up', state: 'good' }]
    await record(ctx, anUpload(ctx.project.slug, { measurements: first }))
    const before = await countRows()
    const next = anUpload(ctx.project.slug, { measurements: [aMeasurement('brand new'), measurement] })
    expect(await refusal(record(ctx, next))).toEqual({ code: 'bad_request', paths: [path] })
    expect(await countRows()).toEqual(before)
  })

  test('a token without the scope', async () => {
    const { ctx } = await aToken(await aProject(), ['read', 'metrics:write'])
    expect((await refusal(record(ctx, anUpload(ctx.project.slug))))?.code).toBe('forbidden')
  })
})
