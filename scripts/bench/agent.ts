import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inRoot } from '../root.mjs'
import { median, type Row } from './pairs'

const AGENT = inRoot('agent', 'dist', 'phasegate.mjs')
const REPORT = '<testsuite name="s"><testcase name="a" time="0.5"/></testsuite>'
const BARE = ['-e', '0']

const commands = (report: string): [string, string[]][] => [
  ['--version', ['--version']],
  ['--help', ['--help']],
  ['formats', ['formats']],
  ['upload --dry-run', ['upload', '--dry-run', report, '--project', 'p', '--commit', 'c', '--branch', 'b']],
]

function started(args: string[], cwd: string): number {
  const from = performance.now()
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'ignore' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`)
  return performance.now() - from
}

/** The most memory a process ever held, told by itself at its end, in MB. */
function memory(args: string[], hook: string, cwd: string): number {
  const { output } = spawnSync(process.execPath, ['-r', hook, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  return (Number(output[3]) * 1024) / 1e6
}

const spread = (values: number[], unit: string) =>
  `+${median(values).toFixed(1)} ${unit} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`

/** What the agent weighs: its file, and what a command costs above an empty Node, in turns with it. */
export function lightness(turns = 15): Row[] {
  const home = mkdtempSync(path.join(tmpdir(), 'phasegate-bench-agent-'))
  try {
    const [hook, report] = [path.join(home, 'hook.cjs'), path.join(home, 'junit.xml')]
    writeFileSync(report, REPORT)
    writeFileSync(
      hook,
      "process.on('exit', () => require('fs').writeSync(3, String(process.resourceUsage().maxRSS)))",
    )
    const size = `${(statSync(AGENT).size / 1000).toFixed(0)} KB`
    const rows: Row[] = [{ what: 'the agent as one file, limit 300 KB', first: size, second: '', ratio: '' }]
    for (const [name, args] of commands(report)) {
      const measured = (unit: string, of: (args: string[]) => number) => {
        of([AGENT, ...args])
        const pairs = Array.from({ length: turns }, (_, turn) => {
          const first = turn % 2 ? of([AGENT, ...args]) : Number.NaN
          const bare = of(BARE)
          return { bare, agent: turn % 2 ? first : of([AGENT, ...args]) }
        })
        const all = (key: 'bare' | 'agent') => `${median(pairs.map((p) => p[key])).toFixed(1)} ${unit}`
        const ratio = spread(
          pairs.map((p) => p.agent - p.bare),
          unit,
        )
        rows.push({
          what: `${unit === 'ms' ? 'start of' : 'memory of'} phasegate ${name}, beside node -e 0`,
          first: all('agent'),
          second: all('bare'),
          ratio,
        })
      }
      measured('ms', (given) => started(given, home))
      measured('MB', (given) => memory(given, hook, home))
    }
    return rows
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
