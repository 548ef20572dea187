import { formatText } from '@/lib/core/format'
import { type Domain, histogram, scale } from './scale'

type Props = {
  title: string
  unit: string
  /** of the run, in `unit`; null where only quantiles were kept */
  samples: number[] | null
  /** min, p5, p25, p50, p75, p90, p95, p99, max, mean */
  quantiles: number[] | null
  value: number | null
  target: number | null
  acceptance: number | null
  /** least and most of what is drawn, for distributions that are held against each other */
  span?: Domain
}

const W = 200
const H = 32
const BASE = H - 5
const BINS = 40
/** Below this many samples a histogram shows bins rather than data: each sample gets its own tick. */
const FEW = 12

const WIDTH = (W - 4) / BINS

function bars(counts: number[]): string {
  const tallest = Math.max(...counts)
  return counts
    .map((count, bin) => {
      const height = count === 0 ? 0 : Math.max(1.5, (count / tallest) * (BASE - 3))
      return height && `M${2 + bin * WIDTH} ${BASE}v${-height}h${WIDTH - 0.75}v${height}z`
    })
    .filter(Boolean)
    .join('')
}

/** How the samples of one run lie: bars, or a tick each when they are few, or the quartiles when only those are known. */
export function Distribution({
  title,
  unit,
  samples,
  quantiles,
  value,
  target,
  acceptance,
  span: wide,
}: Props) {
  const low = samples ? Math.min(...samples) : quantiles?.[0]
  const high = samples ? Math.max(...samples) : quantiles?.[8]
  if (low === undefined || high === undefined) return <span className="text-xs text-ink-3">one value</span>
  const [least, most] = wide ?? [low, high]
  const span = most - least || Math.abs(most) * 0.1 || 1
  const near = [target, acceptance].filter(
    (l) => l !== null && l > least - span && l < most + span,
  ) as number[]
  const domain: Domain = [Math.min(least - span * 0.03, ...near), Math.max(most + span * 0.03, ...near)]
  const x = scale(domain, [2, W - 2])
  const counts = samples && samples.length >= FEW ? histogram(samples, domain, BINS) : null
  const line = (at: number, dashed: boolean) =>
    near.includes(at) && (
      <path d={`M${x(at)} 1V${BASE}`} className="stroke-ink-2" strokeDasharray={dashed ? '3 2' : undefined} />
    )
  return (
    <svg
      viewBox={`0 0 ${W} ${H}`}
      width={W}
      height={H}
      role="img"
      className="block"
      aria-label={`${title}: from ${formatText(low, unit)} to ${formatText(high, unit)}${samples ? `, ${samples.length} samples` : ''}`}
    >
      <path d={`M0 ${BASE + 0.5}H${W}`} className="stroke-line-strong" opacity="0.6" />
      {counts && <path d={bars(counts)} className="fill-ink-3" />}
      {!counts && samples && (
        <path
          d={samples.map((s) => `M${x(s)} ${BASE}V10`).join('')}
          className="stroke-ink-3"
          strokeWidth="1.25"
        />
      )}
      {!samples && quantiles && (
        <>
          <path d={`M${x(quantiles[1]!)} 16H${x(quantiles[6]!)}`} className="stroke-ink-3" />
          <rect
            x={x(quantiles[2]!)}
            y="11"
            width={Math.max(1, x(quantiles[4]!) - x(quantiles[2]!))}
            height="10"
            className="fill-ink-3"
            opacity="0.5"
          />
          <path d={`M${x(quantiles[3]!)} 9V23`} className="stroke-ink" strokeWidth="1.5" />
        </>
      )}
      {target !== null && line(target, false)}
      {acceptance !== null && line(acceptance, true)}
      {value !== null && <path d={`M${x(value)} ${BASE + 1}l-3 4h6z`} className="fill-accent" />}
    </svg>
  )
}
