import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Measurement, RunUpload } from '@/lib/core/wire'
import { startApp } from '../../scripts/test-app.mjs'

/** An app without a demo and without anybody in it, on a database of its own. */
export async function startEmptyApp() {
  const directory = mkdtempSync(path.join(tmpdir(), 'phasegate-story-'))
  const app = await startApp({ dataDir: path.join(directory, 'data') })
  return {
    url: app.url,
    directory,
    async stop() {
      await app.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

type Answer = { code: number | null; stdout: string; stderr: string }

/** The agent as its server hands it out, in a directory with nothing else. */
export async function fetchAgent(url: string, token: string, directory: string) {
  const file = path.join(directory, 'phasegate.mjs')
  writeFileSync(file, Buffer.from(await (await fetch(`${url}/agent.mjs`)).arrayBuffer()))
  const env = {
    NODE_ENV: 'production' as const,
    PATH: process.env.PATH,
    HOME: directory,
    PHASEGATE_URL: url,
    PHASEGATE_TOKEN: token,
  }
  return {
    write: (name: string, run: RunUpload) => writeFileSync(path.join(directory, name), JSON.stringify(run)),
    run: (...args: string[]) =>
      new Promise<Answer>((done) => {
        const child = spawn(process.execPath, [file, ...args], { cwd: directory, env, stdio: 'pipe' })
        const answer: Answer = { code: null, stdout: '', stderr: '' }
        child.stdout.on('data', (data) => {
          answer.stdout += data
        })
        child.stderr.on('data', (data) => {
          answer.stderr += data
        })
        child.on('close', (code) => done({ ...answer, code }))
      }),
  }
}

/** Samples that scatter by a tenth around a centre, the same every time. */
const around = (centre: number, count = 80) =>
  Array.from({ length: count }, (_, i) => Number((centre * (1 + 0.1 * Math.sin(i * 2.4))).toPrecision(6)))

/** What each metric of the review is about, well within its target. */
const CENTRES: Record<string, [unit: string, centre: number]> = {
  wake_word_detection: ['ms', 60],
  stt_transcription: ['ms', 150],
  tts_first_chunk: ['ms', 120],
  websocket_round_trip: ['ms', 20],
  memory_growth_per_session: ['MB', 0.4],
  e2e_latency: ['ms', 500],
  response_filter_latency: ['ms', 3],
  websocket_send_latency: ['ms', 1.4],
  session_creation_latency: ['ms', 12],
  context_window_operations: ['ms', 0.8],
  context_window_memory: ['MB', 14],
  session_memory_growth: ['MB', 3],
  database_query_latency: ['ms', 5],
}

/** A run of the whole review as the agent sends it; `slower` multiplies single metrics. */
export function aRun(project: string, minute: number, slower: Record<string, number> = {}): RunUpload {
  const measurements: Measurement[] = Object.entries(CENTRES).map(([metric, [unit, centre]]) => ({
    metric,
    unit,
    samples: around(centre * (slower[metric] ?? 1)),
  }))
  return {
    runId: crypto.randomUUID(),
    project,
    suite: 'performance',
    branch: 'main',
    commit: `c0ffee${String(minute).padStart(4, '0')}`,
    startedAt: new Date(Date.now() - (60 - minute) * 60_000).toISOString(),
    environment: { name: 'bench-01', cpu: 'a test', cores: 2, os: 'linux', runtime: 'node 20' },
    agent: { name: 'phasegate', version: '0.1.0' },
    measurements: [...measurements, { metric: 'context_window_cleanup', state: 'pruned_at_limit' }],
  }
}
