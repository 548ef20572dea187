import type { Measurement } from '@/lib/core/wire'
import type { House } from './house'

type Run = (house: House) => Promise<Measurement[]>

/** One part of the measuring. What it owes is known before its file, and with it an engine, is loaded. */
export type Stage = { metrics: string[]; load: () => Promise<Run> }

/** In the order they run: what a person feels first, and last what must see a server that has worked. */
export const STAGES: Record<string, Stage> = {
  speech: {
    metrics: ['wake_word_detection', 'stt_transcription', 'e2e_latency'],
    load: async () => (await import('./speech')).speech,
  },
  synthesis: { metrics: ['tts_first_chunk'], load: async () => (await import('./synthesis')).synthesis },
  messages: {
    metrics: ['websocket_round_trip', 'websocket_send_latency'],
    load: async () => (await import('./messages')).messages,
  },
  'session-creation': {
    metrics: ['session_creation_latency'],
    load: async () => (await import('./sessions')).sessionCreation,
  },
  history: { metrics: ['database_query_latency'], load: async () => (await import('./queries')).queries },
  filter: { metrics: ['response_filter_latency'], load: async () => (await import('./filter')).filter },
  'window-operations': {
    metrics: ['context_window_operations'],
    load: async () => (await import('./window')).windowOperations,
  },
  'window-memory': {
    metrics: ['context_window_memory'],
    load: async () => (await import('./window')).windowMemory,
  },
  'window-cleanup': {
    metrics: ['context_window_cleanup'],
    load: async () => (await import('./window')).windowCleanup,
  },
  'session-memory': {
    metrics: ['session_memory_growth'],
    load: async () => (await import('./sessions')).sessionMemory,
  },
  'memory-growth': {
    metrics: ['memory_growth_per_session'],
    load: async () => (await import('./sessions')).memoryGrowth,
  },
}

const MAX_ERROR = 300

/** The cause on one line, as the wire takes it. */
export function causeOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error)
  return (
    text
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, MAX_ERROR) || 'failed without saying why'
  )
}

/** What a stage measured, and an error for everything it owes and did not give. */
export async function runStage(stage: Stage, house: House): Promise<Measurement[]> {
  let given: Measurement[] = []
  let cause = 'not reported'
  try {
    given = await (await stage.load())(house)
  } catch (error) {
    cause = causeOf(error)
  }
  const missing = stage.metrics.filter((metric) => !given.some((m) => m.metric === metric))
  return [...given, ...missing.map((metric) => ({ metric, error: cause }))]
}
