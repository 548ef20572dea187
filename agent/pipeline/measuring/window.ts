import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Measurement } from '@/lib/core/wire'
import { monotonicMs } from '../../measuring/clock'
import { ContextWindow } from '../context-window'
import { CONTEXT_TOKENS } from '../session'
import { VoiceClient } from './client'
import type { House } from './house'
import { note } from './note'

const FILLINGS = 3
const MOST_TURNS = 400

/** By the tokens kept after every turn. */
export function cleanupState(kept: number[], limit: number): string {
  if (Math.max(...kept) <= limit) return 'pruned_at_limit'
  return kept.at(-1)! <= limit ? 'pruned_eventually' : 'not_pruned'
}

/** A real conversation of three times what fits, watched at every turn. */
export async function windowCleanup(house: House): Promise<Measurement[]> {
  const { client } = await VoiceClient.open((await house.server()).port, 'storyteller')
  let [said, limit, pruned] = [0, CONTEXT_TOKENS, 0]
  const kept: number[] = []
  try {
    for (let turn = 0; said < FILLINGS * limit && turn < MOST_TURNS; turn++) {
      const text = `chapter ${turn} ${'and then it went on '.repeat(1 + (turn % 9))}`
      const { window } = await client.turn(text)
      said += text.length / 4
      kept.push(window.tokens)
      ;({ limit, pruned } = window)
    }
  } finally {
    await client.close()
  }
  note(
    `context window: about ${Math.round(said)} tokens said, at most ${Math.max(...kept)} of ${limit} kept, ${pruned} messages pruned`,
  )
  if (said < FILLINGS * limit) throw new Error('the window was never filled')
  return [{ metric: 'context_window_cleanup', state: cleanupState(kept, limit) }]
}

/** Text that is really in memory once for each message, and not one constant shared by all. */
const freshText = (i: number) =>
  Buffer.from(`${i} is what was said ${'and more '.repeat(i % 12)}`).toString('utf8')

function fill(window: ContextWindow, messages: number) {
  for (let i = 0; i < messages; i++) window.add({ role: i % 2 ? 'assistant' : 'user', content: freshText(i) })
}

const OPERATIONS = 1_000
/** Messages, of which little more than a hundred fit. */
const FULL = 200

/** One turn on a full window: add question and answer, prune, render for the model. */
export async function windowOperations(): Promise<Measurement[]> {
  const window = new ContextWindow('be brief', CONTEXT_TOKENS)
  fill(window, FULL)
  const samples: number[] = []
  for (let i = -OPERATIONS; i < OPERATIONS; i++) {
    const [question, answer] = [freshText(i + OPERATIONS), freshText(i + OPERATIONS + 1)]
    const started = monotonicMs()
    window.add({ role: 'user', content: question })
    window.add({ role: 'assistant', content: answer })
    window.render()
    if (i >= 0) samples.push(monotonicMs() - started)
  }
  return [{ metric: 'context_window_operations', unit: 'ms', samples }]
}

const WINDOWS = 20
const ROUNDS = 60

const fullWindow = () => {
  const window = new ContextWindow('be brief', CONTEXT_TOKENS)
  fill(window, FULL)
  return window
}

/** Bytes that `count` of what `make` makes hold together, after a collection. */
export function heldBytes(make: () => unknown, count: number): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // Made in a frame of its own: a local of this one could keep an earlier lot alive, or lose this one too early.
  const hold = () => Array.from({ length: count }, make)
  collect()
  const before = process.memoryUsage().heapUsed
  const held = hold()
  collect()
  const after = process.memoryUsage().heapUsed
  return held.length === count ? after - before : Number.NaN
}

/** Heap of one full window: of twenty together, so that one is not lost in the noise. */
export async function windowMemory(): Promise<Measurement[]> {
  const samples: number[] = []
  for (let round = -1; round < ROUNDS; round++) {
    const bytes = heldBytes(fullWindow, WINDOWS)
    if (round >= 0) samples.push(bytes / WINDOWS / 1e6)
  }
  return [{ metric: 'context_window_memory', unit: 'MB', samples }]
}
