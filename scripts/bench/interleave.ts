import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { inRoot } from '../root.mjs'
import type { Row } from './pairs'

const AGENT = inRoot('agent', 'dist', 'phasegate.mjs')
/** The same piece of work `pieces` times: 63 against 60 are a true 5%. */
const work = (pieces: number) =>
  `i=0; while [ $i -lt ${pieces} ]; do dd if=/dev/zero of=/dev/null bs=64k count=1500 2>/dev/null; i=$((i+1)); done`

type Found = { metric: string; ratio: number; low: number; high: number; difference: string }

function compare(a: string, b: string, launches: number): Found[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      AGENT,
      'compare',
      '--interleave',
      a,
      b,
      '--launches',
      String(launches),
      '--format-out',
      'json',
      '--quiet',
    ],
    { encoding: 'utf8', cwd: tmpdir() },
  )
  if (!stdout) throw new Error(`compare --interleave said: ${stderr}`)
  return JSON.parse(stdout).metrics
}

const text = ({ ratio, low, high }: Found) => `${ratio.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`

/** Whether the same command is called different from itself, and a true 5% is found. */
export function interleaved(times = 20): Row[] {
  const same = Array.from({ length: times }, () => compare(work(10), work(10), 10))
  const different = same.filter((found) => found.some((m) => m.difference !== 'no_difference')).length
  const all = same.flat()
  const held = all.filter((m) => m.low <= 1 && m.high >= 1).length
  const slower = compare(work(60), work(63), 20)
  return [
    {
      what: `a command beside itself in turns, ${times} times: called different (at most 2)`,
      first: String(different),
      second: '',
      ratio: `1 in ${held} of ${all.length} intervals`,
    },
    ...slower.map((m) => ({
      what: `a true 5% more work, beside the same without, in turns: ${m.metric}`,
      first: m.difference,
      second: '',
      ratio: text(m),
    })),
  ]
}
