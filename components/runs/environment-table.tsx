import { Badge } from '@/components/ui/badge'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatText } from '@/lib/core/format'
import type { EnvironmentDetails } from '@/lib/core/wire'

type Row = { key: string; now: string; before: string; changed: boolean }

/** In the order they are read; what else an agent says of its machine follows by name. */
const WORDS: Record<string, string> = {
  name: 'name',
  cpu: 'processor',
  cores: 'cores',
  memoryBytes: 'memory',
  os: 'operating system',
  kernel: 'kernel',
  runtime: 'runtime',
  'base.branch': 'left branch',
  'base.commit': 'left it at commit',
  'limits.cpus': 'container: processors',
  'limits.memoryBytes': 'container: memory',
  'noise.stealPercent': 'noise: time stolen by other machines',
  'noise.loadPerCore': 'noise: load per core',
  'noise.clockSpreadPercent': 'noise: spread of the clock',
  'noise.cpuPressurePercent': 'noise: waiting for a processor',
  'noise.ioPressurePercent': 'noise: waiting for disk',
  'noise.memoryPressurePercent': 'noise: waiting for memory',
  'noise.contextSwitchesPerSecond': 'noise: context switches a second',
  'noise.agentInvoluntarySwitches': 'noise: times the agent had to give way',
  'noise.throttledPercent': 'noise: throttled periods of the container',
  'noise.throttledMs': 'noise: time throttled',
  'noise.thermalThrottles': 'noise: times slowed down by heat',
}

const ORDER = Object.keys(WORDS)
const rank = (key: string) => (key in WORDS ? ORDER.indexOf(key) : ORDER.length)
const byReading = (a: string, b: string) => rank(a) - rank(b) || a.localeCompare(b)

/** Nested objects as one list of names; what is not said is left out, and how it was measured has a table of its own. */
function flat(details: EnvironmentDetails | null): Map<string, string> {
  const out = new Map<string, string>()
  const { measuring: _elsewhere, ...own } = details ?? {}
  for (const [key, value] of Object.entries(own)) {
    if (value === null || value === undefined) continue
    if (typeof value !== 'object' || Array.isArray(value)) out.set(key, textOf(key, value))
    else
      for (const [name, inner] of Object.entries(value))
        if (inner !== null) out.set(`${key}.${name}`, textOf(name, inner))
  }
  return out
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (name.endsWith('Bytes')) return formatText(value, 'B')
    if (name.endsWith('Percent')) return formatText(value, '%')
    if (name.endsWith('Ms')) return formatText(value, 'ms')
    return String(Math.round(value * 1000) / 1000)
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Noise differs with every run: only what names the machine counts as a difference. */
const isNoise = (key: string) => key.startsWith('noise.')

export function EnvironmentTable({
  details,
  before,
}: {
  details: EnvironmentDetails
  before: EnvironmentDetails | null
}) {
  const [here, there] = [flat(details), flat(before)]
  const rows: Row[] = [...new Set([...here.keys(), ...there.keys()])].sort(byReading).map((key) => {
    const [now, then] = [here.get(key) ?? '–', there.get(key) ?? '–']
    return { key, now, before: then, changed: before !== null && now !== then && !isNoise(key) }
  })
  return (
    <Table label="Environment of this run">
      <thead>
        <tr>
          <Th>What</Th>
          <Th>This run</Th>
          {before && <Th>Run before</Th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.key}>
            <Td className="whitespace-nowrap text-ink-2">{WORDS[row.key] ?? row.key}</Td>
            <Td className="wrap-anywhere">{row.now}</Td>
            {before && (
              <Td className="wrap-anywhere text-ink-2">
                {row.changed ? (
                  <span className="inline-flex flex-wrap items-center gap-2">
                    {row.before} <Badge meaning="acceptable">changed</Badge>
                  </span>
                ) : isNoise(row.key) ? (
                  row.before
                ) : (
                  <span className="text-ink-3">the same</span>
                )}
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
