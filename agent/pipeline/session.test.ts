import { expect, test } from 'vitest'
import { CONTEXT_TOKENS, SessionManager, TooManySessions } from './session'

/** The conversation kept in memory: same promises as the database, none of its speed. */
function memoryStore() {
  const turns: { person: string; intent: string | null; said: string; answered: string; at: Date }[] = []
  const open = new Set<string>()
  return {
    turns,
    open,
    openSession: async (id: string) => void open.add(id),
    closeSession: async (id: string) => void open.delete(id),
    append: async (
      _: string,
      person: string,
      turn: { intent: string | null; said: string; answered: string },
    ) => void turns.push({ person, ...turn, at: new Date() }),
    recent: async (person: string) => turns.filter((turn) => turn.person === person).reverse(),
  }
}

test('answers a command, keeps the turn and remembers that it was asked before', async () => {
  const store = memoryStore()
  const session = await new SessionManager(store, { limit: 2, idleMs: 1000 }).open('ada')
  const first = await session.answer('play some music')
  await first.kept
  expect(first.reply).toEqual({ text: 'Sure. I play some music now.', intent: 'music' })
  const second = await session.answer('stop the music')
  await second.kept
  expect(second.reply.text).toContain('You have asked 2 times')
  expect(store.turns).toHaveLength(2)
  expect(session.window.size).toBe(4)
})

test('says so when it does not understand', async () => {
  const session = await new SessionManager(memoryStore(), { limit: 1, idleMs: 1000 }).open('ada')
  expect((await session.answer('open the pod bay doors')).reply).toEqual({
    text: 'You said: open the pod bay doors. I cannot do that yet.',
    intent: null,
  })
})

test('a conversation without end stays inside its context window', async () => {
  const session = await new SessionManager(memoryStore(), { limit: 1, idleMs: 1000 }).open('ada')
  for (let i = 0; i < 300; i++) await session.answer(`tell me about number ${i}`)
  expect(session.window.tokens).toBeLessThanOrEqual(CONTEXT_TOKENS)
  expect(session.window.pruned).toBeGreaterThan(0)
})

test('refuses one session too many, and takes it when another has ended', async () => {
  const manager = new SessionManager(memoryStore(), { limit: 1, idleMs: 1000 })
  const first = await manager.open('ada')
  await expect(manager.open('bob')).rejects.toThrow(TooManySessions)
  await manager.close(first)
  await manager.close(first)
  expect((await manager.open('bob')).person).toBe('bob')
})

test('a session that could not be stored takes no place', async () => {
  const store = { ...memoryStore(), openSession: () => Promise.reject(new Error('database away')) }
  const manager = new SessionManager(store, { limit: 1, idleMs: 1000 })
  await expect(manager.open('ada')).rejects.toThrow('database away')
  expect(manager.size).toBe(0)
})

test('sweeps the forgotten and leaves the used', async () => {
  const store = memoryStore()
  const manager = new SessionManager(store, { limit: 3, idleMs: 1000 })
  const forgotten = await manager.open('ada', 0)
  const used = await manager.open('bob', 0)
  await used.answer('play some music', 900)
  expect(await manager.sweep(1_000)).toEqual([forgotten])
  expect(manager.size).toBe(1)
  expect(store.open).toEqual(new Set([used.id]))
})
