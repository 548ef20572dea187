import type { ChartDataset, PointStyle } from 'chart.js'
import type { Goal } from '@/lib/core/wire'
import type { Series } from '@/lib/metrics/series'
import { lineToken, type Palette } from './palette'

export type TrendPoint = Series['lines'][number]['points'][number]
export type TrendDataset = ChartDataset<'line', { x: number; y: number }[]> & { points?: TrendPoint[] }

/** Above this many points a line is drawn without marks, except where a goal was not met. */
const MANY = 150

const STYLE: Partial<Record<Goal, PointStyle>> = { missed: 'rect', inconclusive: 'rectRot' }
const TONE: Partial<Record<Goal, keyof Palette>> = {
  missed: 'missed',
  inconclusive: 'inconclusive',
  acceptable: 'acceptable',
}

const at = (t: number, y: number | null) => ({ x: t, y: y ?? Number.NaN })

/** Per line: the interval as a band of two edges, then the value. Simulated runs are hollow and their line is dashed. */
function lineDatasets(line: Series['lines'][number], colour: string, palette: Palette): TrendDataset[] {
  const edge = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, backgroundColor: fade(colour, 0.16) }
  const points = line.points
  const tone = points.map((p) => (TONE[p.goal] ? palette[TONE[p.goal]!] : colour))
  const size = points.map((p) =>
    p.goal === 'missed' || p.goal === 'inconclusive' ? 3.5 : points.length > MANY ? 0 : 2.5,
  )
  const dashed = (i: number) => points[i]?.simulated
  return [
    { ...edge, label: 'low', data: points.map((p) => at(p.t, p.low)), fill: false },
    { ...edge, label: 'high', data: points.map((p) => at(p.t, p.high)), fill: '-1' },
    {
      label: `${line.branch} on ${line.environment.name}`,
      points,
      data: points.map((p) => at(p.t, p.value)),
      borderColor: colour,
      borderWidth: 1.5,
      segment: { borderDash: (c) => (dashed(c.p0DataIndex) || dashed(c.p1DataIndex) ? [4, 3] : undefined) },
      pointStyle: points.map((p) => STYLE[p.goal] ?? 'circle'),
      pointBackgroundColor: points.map((p, i) => (p.simulated ? palette.surface : tone[i]!)),
      pointBorderColor: tone,
      pointBorderWidth: 1.25,
      pointRadius: points.length === 1 ? 5 : size,
      pointHoverRadius: 6,
      pointHitRadius: 8,
    },
  ]
}

/** Target and acceptance as they were at each time: steps, solid and dashed, the zone beyond acceptance tinted. */
function limitDatasets(series: Series, [from, to]: [number, number], palette: Palette): TrendDataset[] {
  const versions = series.targets.toSorted((a, b) => a.from - b.from)
  const rankOf = (l: number | string | null) => (typeof l === 'string' ? series.metric.states.indexOf(l) : l)
  const steps = (limit: 'target' | 'acceptance') => {
    const data = versions.map((v) => at(v.from, rankOf(v[limit])))
    const first = data.findLastIndex((p) => p.x <= from)
    const seen = first < 0 ? data : data.slice(first).map((p, i) => (i === 0 ? { ...p, x: from } : p))
    const last = seen.at(-1)
    return last ? [...seen.filter((p) => p.x < to), { ...last, x: to }] : []
  }
  const rule = {
    borderColor: palette['ink-2'],
    borderWidth: 1.25,
    pointRadius: 0,
    pointHitRadius: 0,
    stepped: 'before',
  } as const
  return [
    { ...rule, label: 'target', data: steps('target') },
    {
      ...rule,
      label: 'acceptance',
      data: steps('acceptance'),
      borderDash: [6, 4],
      backgroundColor: fade(palette.missed, 0.08),
      fill: series.metric.direction === 'lower' ? 'end' : 'start',
    },
  ]
}

export function trendDatasets(series: Series, range: [number, number], palette: Palette): TrendDataset[] {
  return [
    ...limitDatasets(series, range, palette),
    ...series.lines.flatMap((line, i) => lineDatasets(line, palette[lineToken(i)], palette)),
  ]
}

/** The same colour, `share` of it: the palette's colours come as "rgb(…)". */
function fade(colour: string, share: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${share})`)
}
