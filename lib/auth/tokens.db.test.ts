import { expect, test } from 'vitest'
import { db } from '../db/client'
import { aProject, aToken, NOW } from '../db/testing/fixtures'
import { refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { watch } from '../db/testing/watch'
import { newTokenText } from './token-text'
import { requireToken } from './tokens'

testDatabase()

const request = (token: string, scheme = 'Bearer') =>
  new Request('http://localhost/', { headers: { authorization: `${scheme} ${token}` } })
const after = (ms: number) => new Date(NOW.getTime() + ms)

test('a mistyped token is refused by its checksum, without a look at the database', async () => {
  const { token } = await aToken(await aProject())
  const wrong = token.slice(0, -1) + (token.endsWith('x') ? 'y' : 'x')
  const { answer, statements } = await watch(() => refusal(requireToken(request(wrong))))
  expect(answer).toMatchObject({ code: 'unauthenticated' })
  expect(statements).toEqual([])
  const unknown = await watch(() => refusal(requireToken(request(newTokenText()))))
  expect(unknown.answer).toMatchObject({ code: 'unauthenticated' })
  expect(unknown.statements).toHaveLength(1)
})

test('its last use is written at most once a minute', async () => {
  const { token, id } = await aToken(await aProject())
  const use = async (ms: number) => {
    const { statements } = await watch(() => requireToken(request(token), after(ms)))
    const { lastUsedAt } = await db.apiToken.findUniqueOrThrow({ where: { id } })
    return [statements.length, lastUsedAt!.getTime() - NOW.getTime()]
  }
  expect(await use(0)).toEqual([2, 0])
  expect(await use(59_000)).toEqual([1, 0])
  expect(await use(61_000)).toEqual([2, 61_000])
})

test('it opens until the very moment it expires', async () => {
  const { token } = await aToken(await aProject(), ['read'], { expiresAt: after(1_000) })
  expect(await requireToken(request(token), after(999))).toMatchObject({ scopes: ['read'] })
  expect(await refusal(requireToken(request(token), after(1_000)))).toMatchObject({ code: 'unauthenticated' })
})

test('the scheme is read as HTTP has it: in any case, and no other', async () => {
  const { token } = await aToken(await aProject())
  expect(await requireToken(request(token, 'bearer'))).toMatchObject({ kind: 'token' })
  for (const scheme of ['Basic', 'Token', ''])
    expect(await refusal(requireToken(request(token, scheme)))).toMatchObject({ code: 'unauthenticated' })
})

test('a runaway loop is stopped with a moment to wait', async () => {
  const { token } = await aToken(await aProject())
  const many = await Promise.all(
    Array.from({ length: 3_005 }, () =>
      requireToken(request(token), NOW).then(
        () => 'ok',
        (e) => [e.code, e.retryAfter],
      ),
    ),
  )
  expect(many.filter((m) => m === 'ok')).toHaveLength(3_000)
  expect(many.filter((m) => m !== 'ok')).toEqual(Array(5).fill(['too_many_requests', 1]))
  expect(await requireToken(request(token), after(1_000))).toMatchObject({ kind: 'token' })
})
