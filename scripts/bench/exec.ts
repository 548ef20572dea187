import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { RunUpload } from '@/lib/core/wire'
import { inRoot } from '../root.mjs'
import { median, type Row, ratioText, text } from './pairs'

/** Long enough that starting a process is little of it, and of a length that does not depend on the processor. */
const COMMAND = ['sleep', '0.2']
const SAMPLES = 15

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length

function byAgent(directory: string): number {
  const config = path.join(directory, 'phasegate.yml')
  const benchmark = { name: 'b', command: COMMAND, warmup: 1, samples: SAMPLES }
  // JSON is YAML
  writeFileSync(config, JSON.stringify({ project: 'bench', benchmarks: [benchmark] }))
  const args = [
    'run',
    '--config',
    config,
    '--dry-run',
    '--format-out',
    'json',
    '--branch',
    'b',
    '--commit',
    'c',
  ]
  const answer = execFileSync(process.execPath, [
    inRoot('agent', 'dist', 'phasegate.mjs'),
    ...args,
    '--quiet',
  ])
  const { measurements } = JSON.parse(answer.toString()) as RunUpload
  return mean(measurements.find((m) => m.metric === 'b/wall')!.samples!)
}

function byHyperfine(directory: string): number {
  const file = path.join(directory, 'hyperfine.json')
  const options = ['-N', '--warmup', '1', '--runs', String(SAMPLES), '--style', 'none', '--export-json', file]
  execFileSync('hyperfine', [...options, COMMAND.join(' ')], { stdio: 'ignore' })
  return mean(JSON.parse(readFileSync(file, 'utf8')).results[0].times) * 1000
}

/** What `exec` says a command takes, beside what hyperfine says of it, in turns; null where hyperfine is not installed. */
export function execBesideHyperfine(turns = 8): Row | null {
  if (spawnSync('hyperfine', ['--version']).status !== 0) return null
  const directory = mkdtempSync(path.join(tmpdir(), 'phasegate-bench-exec-'))
  try {
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < turns; turn++)
      for (const first of turn % 2 ? [false, true] : [true, false])
        if (first) ours.push(byAgent(directory))
        else theirs.push(byHyperfine(directory))
    return {
      what: `mean of "${COMMAND.join(' ')}" by exec, beside by hyperfine`,
      first: text(median(ours)),
      second: text(median(theirs)),
      ratio: ratioText(
        ours.map((ms, i) => ms / theirs[i]!),
        3,
      ),
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
