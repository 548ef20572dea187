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
  stealPercent: 'noise: time stolen by other machines',
  loadPerCore: 'noise: load per core',
  clockSpreadPercent: 'noise: spread of the clock',
}

const ORDER = Object.keys(WORDS)
const rank = (key: string) => (key in WORDS ? ORDER.indexOf(key) : ORDER.length)
const byReading = (a: string, b: string) => rank(a) - rank(b) || a.localeCompare(b)

/** Nested objects as one list of names; what is not said is left out. */
function flat(details: EnvironmentDetails | null): Map<string, string> {
  const out = new Map<string, string>()
  for (const [key, value] of Object.entries(details ?? {})) {
    if (value === null || value === undefined) continue
    const entries =
      typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [[key, value] as const]
    for (const [name, inner] of entries) out.set(name, textOf(name, inner))
  }
  return out
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (name.endsWith('Bytes')) return formatText(value, 'B')
    if (name.endsWith('Percent')) return formatText(value, '%')
    return String(Math.round(value * 1000) / 1000)
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Noise differs with every run: only what names the machine counts as a difference. */
const NOISE = new Set(['stealPercent', 'loadPerCore', 'clockSpreadPercent'])

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
    return { key, now, before: then, changed: before !== null && now !== then && !NOISE.has(key) }
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
                ) : NOISE.has(row.key) ? (
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
