import { v7 as uuidv7 } from 'uuid'
import type { RunUpload } from '@/lib/core/wire'

/** A run upload as a client would make it. */
export const someRun = (over: Partial<RunUpload> = {}): RunUpload => ({
  runId: uuidv7(),
  project: 'voice',
  suite: 'performance',
  branch: 'main',
  commit: '4f2a9c1',
  startedAt: '2026-02-28T22:57:00.000Z',
  environment: { name: 'ci' },
  agent: { name: 'phasegate', version: '0.1.0' },
  measurements: [{ metric: 'stt', unit: 'ms', samples: [181.2, 179.9, 190.4] }],
  ...over,
})
