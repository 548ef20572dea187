'use client'
import { useRouter } from 'next/navigation'
import { type PointerEvent, useState } from 'react'
import { absolute } from '@/components/ui/time'
import type { AlertRun } from '@/lib/alerts/queries'
import { levelText } from '@/lib/core/alert-words'
import { changeDomain } from './change-domain'
import { niceTicks, scale } from './scale'

type Props = {
  /** around the change, oldest first */
  runs: AlertRun[]
  before: number | null
  after: number | null
  unit: string | null
  states: string[]
  label: string
  runsHref: string
}

const H = 220
const TOP = 12
const BOTTOM = H - 12

/** The runs around a change, evenly spaced, with the level before and after and the first bad run marked. */
export function ChangeChart({ runs, before, after, unit, states, label, runsHref }: Props) {
  const [seen, setSeen] = useState<number | null>(null)
  const router = useRouter()
  const text = (value: number) => levelText(value, { unit, states }) ?? ''
  const domain = changeDomain(
    runs.map((r) => r.value),
    [before, after],
  )
  const ordinal = states.length > 0
  // Ranks: 0 is best and on top, as in the metric's own chart.
  const y = scale(domain, ordinal ? [TOP, BOTTOM] : [BOTTOM, TOP])
  const share = (i: number) => (i + 0.5) / runs.length
  const x = (i: number) => `${(share(i) * 100).toFixed(2)}%`
  const first = runs.findIndex((r) => r.side === 'after')
  const rule = `${((first / runs.length) * 100).toFixed(2)}%`
  const ticks = ordinal
    ? states.map((_, rank) => rank).filter((rank) => rank >= domain[0] && rank <= domain[1])
    : niceTicks(domain, 4)
  const nearest = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = Math.floor(((event.clientX - box.left) / box.width) * runs.length)
    return Math.max(0, Math.min(runs.length - 1, at))
  }
  const run = seen === null ? null : runs[seen]
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs text-ink-3">
      <div className="relative" style={{ height: H }} aria-hidden="true">
        {ticks.map((t) => (
          <span key={t} className="absolute right-0 -translate-y-1/2 whitespace-nowrap" style={{ top: y(t) }}>
            {text(t)}
          </span>
        ))}
        {/* As wide as the widest of them: what is placed freely takes no room. */}
        {ticks.map((t) => (
          <span key={t} className="invisible block h-0 overflow-hidden whitespace-nowrap">
            {text(t)}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what the pointer finds, the table below has as links */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same */}
      <div
        className="relative cursor-crosshair touch-pan-y"
        onPointerMove={(e) => setSeen(nearest(e))}
        onPointerLeave={() => setSeen(null)}
        onClick={() => run && router.push(`${runsHref}/${run.runId}`)}
      >
        <svg width="100%" height={H} role="img" aria-label={label} className="block overflow-visible">
          {ticks.map((t) => (
            <line key={t} x1="0" x2="100%" y1={y(t)} y2={y(t)} className="stroke-line" />
          ))}
          {first > 0 && (
            <line x1={rule} x2={rule} y1="0" y2={H} className="stroke-ink-3" strokeDasharray="3 3" />
          )}
          {before !== null && first > 0 && <Level from="0%" to={rule} y={y(before)} tone="stroke-ink-2" />}
          {after !== null && <Level from={rule} to="100%" y={y(after)} tone="stroke-missed" />}
          {runs.slice(1).map((r, i) => (
            <line
              key={r.runId}
              x1={x(i)}
              y1={y(runs[i]!.value)}
              x2={x(i + 1)}
              y2={y(r.value)}
              className={i + 1 > first ? 'stroke-missed' : 'stroke-ink-3'}
              opacity="0.45"
            />
          ))}
          {runs.map((r, i) => (
            <circle
              key={r.runId}
              cx={x(i)}
              cy={y(r.value)}
              r={i === first || i === seen ? 4.5 : 2.75}
              strokeWidth="1.5"
              className={
                i === first
                  ? 'fill-surface stroke-missed'
                  : r.side === 'after'
                    ? 'fill-missed stroke-surface'
                    : 'fill-ink-3 stroke-surface'
              }
            />
          ))}
          {seen !== null && (
            <line x1={x(seen)} x2={x(seen)} y1="0" y2={H} className="stroke-ink" opacity="0.35" />
          )}
        </svg>
        {run && seen !== null && (
          <div
            className="pointer-events-none absolute top-0 z-10 rounded-sm bg-ink px-2 py-1 whitespace-nowrap text-surface"
            style={{ left: x(seen), transform: `translateX(-${(share(seen) * 100).toFixed(0)}%)` }}
          >
            <span className="font-mono">{run.commit.slice(0, 8)}</span> {absolute(run.startedAt)}
            <br />
            <strong className="font-semibold">{text(run.value)}</strong>
            {seen === first && ' first bad run'}
            {seen === first - 1 && ' last good run'}
          </div>
        )}
      </div>
      <span />
      <Feet runs={runs} first={first} />
    </div>
  )
}

function Level({ from, to, y, tone }: { from: string; to: string; y: number; tone: string }) {
  return <line x1={from} x2={to} y1={y} y2={y} className={tone} strokeWidth="2" />
}

const day = (at: Date) => at.toISOString().slice(0, 10)

/** When it begins and ends, and the first bad commit below its run. */
function Feet({ runs, first }: { runs: AlertRun[]; first: number }) {
  const share = (first + 0.5) / runs.length
  return (
    <div className="relative mt-1 flex h-4 justify-between" aria-hidden="true">
      <span className={share < 0.3 ? 'invisible' : ''}>{day(runs[0]!.startedAt)}</span>
      {first >= 0 && (
        <span
          className="absolute whitespace-nowrap text-missed"
          style={{ left: `${share * 100}%`, transform: `translateX(-${share * 100}%)` }}
        >
          first bad <span className="font-mono">{runs[first]!.commit.slice(0, 8)}</span>
        </span>
      )}
      <span className={share > 0.7 ? 'invisible' : ''}>{day(runs.at(-1)!.startedAt)}</span>
    </div>
  )
}
