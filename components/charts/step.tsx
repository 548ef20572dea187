import { scale } from './scale'

type Props = { before: number[]; after: number[]; width?: number; height?: number }

/** The shape of a change: the last runs before it in grey, those from it on in red, with a rule between. Words beside it say the rest. */
export function Step({ before, after, width = 112, height = 28 }: Props) {
  const values = [...before, ...after]
  if (values.length < 2) return null
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const y = scale([least, most], [height - 4, 4])
  const x = scale([0, values.length - 1], [3, width - 3])
  const at = (i: number) => `${x(i).toFixed(1)} ${y(values[i]!).toFixed(1)}`
  const path = (from: number, to: number) =>
    Array.from(
      { length: Math.max(0, to - from + 1) },
      (_, i) => `${i === 0 ? 'M' : 'L'}${at(from + i)}`,
    ).join('')
  const first = before.length
  const rule = first > 0 ? (x(first - 1) + x(first)) / 2 : null
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
      className="block overflow-visible"
    >
      {rule !== null && (
        <path d={`M${rule} 0V${height}`} className="stroke-line-strong" strokeDasharray="2 2" opacity="0.7" />
      )}
      <path d={path(0, first - 1)} className="stroke-ink-3" fill="none" strokeWidth="1.25" />
      <path d={path(first, values.length - 1)} className="stroke-missed" fill="none" strokeWidth="1.5" />
      {after.length > 0 && <circle cx={x(first)} cy={y(values[first]!)} r="2.5" className="fill-missed" />}
    </svg>
  )
}
