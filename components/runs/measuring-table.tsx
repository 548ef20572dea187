import { Badge } from '@/components/ui/badge'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Value } from '@/components/ui/value'
import { admissibility } from '@/lib/core/environment'
import { formatText } from '@/lib/core/format'
import type { MeasuredBenchmark, Measuring, Noise, NoiseLimits } from '@/lib/core/measuring'

/** What is worth a look, in the order in which it spoils numbers; the words of a table and of its limits. */
const WORDS: [keyof NoiseLimits | 'ioPressurePercent' | 'memoryPressurePercent', string, string][] = [
  ['stealPercent', 'stolen', '%'],
  ['loadPerCore', 'load per core', 'count'],
  ['clockSpreadPercent', 'clock spread', '%'],
  ['cpuPressurePercent', 'waiting for processor', '%'],
  ['ioPressurePercent', 'waiting for disk', '%'],
  ['memoryPressurePercent', 'waiting for memory', '%'],
  ['throttledPercent', 'throttled', '%'],
]

const words = (noise: Noise | NoiseLimits) =>
  WORDS.flatMap(([key, word, unit]) => {
    const value = (noise as Noise)[key]
    return typeof value === 'number' ? [{ word, text: formatText(value, unit) }] : []
  })

/** How each benchmark of a run was measured, and how unquiet the machine was meanwhile. */
export function MeasuringTable({ measuring }: { measuring: Measuring }) {
  const benchmarks = measuring.benchmarks ?? []
  const limits = measuring.noiseLimits ? words(measuring.noiseLimits) : []
  return (
    <>
      <Table label="How each benchmark was measured">
        <thead>
          <tr>
            <Th>Benchmark</Th>
            <Th numeric>Launches</Th>
            <Th numeric>Warm-up</Th>
            <Th numeric>Took</Th>
            <Th numeric>Late</Th>
            <Th numeric>Dropped</Th>
            <Th>Noise meanwhile</Th>
          </tr>
        </thead>
        <tbody>
          {benchmarks.map((benchmark) => (
            <Benchmark key={benchmark.name} benchmark={benchmark} limits={measuring.noiseLimits} />
          ))}
        </tbody>
      </Table>
      {limits.length > 0 && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-3">
          Limits of the suite: {limits.map(({ word, text }) => `${word} ${text}`).join(', ')}.
        </p>
      )}
    </>
  )
}

type RowProps = { benchmark: MeasuredBenchmark; limits: NoiseLimits | null | undefined }

function Benchmark({ benchmark, limits }: RowProps) {
  const { name, probe, launches, warmup, seconds, late, dropped, noise } = benchmark
  const noisy = admissibility({ noise, measuring: { noiseLimits: limits } })
  return (
    <Tr>
      <th scope="row" className="min-w-40 py-1.5 pr-3 pl-4 text-left font-medium wrap-anywhere">
        {name}
        <span className="block text-xs font-normal text-ink-3">{probe}</span>
      </th>
      <Td numeric>{launches}</Td>
      <Td numeric>
        <Count n={warmup} />
      </Td>
      <Td numeric>{seconds == null ? <Unsaid /> : <Value value={seconds} unit="s" />}</Td>
      <Td numeric>
        <Count n={late} />
      </Td>
      <Td numeric>
        <Count n={dropped} />
      </Td>
      <Td>
        <ul className="flex min-w-64 flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-3">
          {words(noise ?? {}).map(({ word, text }) => (
            <li key={word} className="whitespace-nowrap">
              {word} <span className="text-ink-2">{text}</span>
            </li>
          ))}
          {!noisy.admissible && (
            <li>
              <Badge meaning="missed" title={noisy.reason}>
                too noisy
              </Badge>
            </li>
          )}
        </ul>
      </Td>
    </Tr>
  )
}

const Count = ({ n }: { n: number | null | undefined }) => (n == null ? <Unsaid /> : n)

/** Not counted, which is not none. */
const Unsaid = () => (
  <span className="text-ink-3" title="not counted">
    –
  </span>
)
