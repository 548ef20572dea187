import type { ChartOptions, TooltipItem } from 'chart.js'
import type {} from 'chartjs-plugin-zoom'
import { formatText, GOAL_MARK, stateText } from '@/lib/core/format'
import type { Series } from '@/lib/metrics/series'
import type { Palette } from './palette'
import type { TrendDataset, TrendPoint } from './trend-datasets'
import { utcTicks, utcTickText } from './utc-ticks'

export type Fit = 'limits' | 'values'

type Input = {
  series: Series
  range: [from: number, to: number]
  fit: Fit
  palette: Palette
  open: (runId: string) => void
}

const pointOf = (item: TooltipItem<'line'>): TrendPoint | undefined =>
  (item.dataset as TrendDataset).points?.[item.dataIndex]

/** What one point says when asked: value, interval, goal, and that it was simulated if it was. */
export function pointLines(point: TrendPoint, metric: Series['metric']): string[] {
  const text = (value: number) =>
    metric.unit === null ? stateText(metric.states[value] ?? '') : formatText(value, metric.unit)
  return [
    text(point.value),
    ...(point.low !== null && point.high !== null ? [`95% ${text(point.low)} to ${text(point.high)}`] : []),
    GOAL_MARK[point.goal].word,
    ...(point.simulated ? ['simulated, not measured'] : []),
  ]
}

/** Where the y axis goes when it follows the values alone. */
export function valueDomain(series: Series): { min: number; max: number } {
  const all = series.lines.flatMap((l) =>
    l.points.flatMap((p) => [p.value, p.low ?? p.value, p.high ?? p.value]),
  )
  const [min, max] = all.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity])
  const room = (max - min || Math.abs(max) || 1) * 0.15
  return { min: min >= 0 ? Math.max(0, min - room) : min - room, max: max + room }
}

export function trendOptions({ series, range: [from, to], fit, palette, open }: Input): ChartOptions<'line'> {
  const { metric } = series
  const states = metric.unit === null
  const ticks = { color: palette['ink-3'], font: { family: 'IBM Plex Sans', size: 12 } }
  const grid = { color: palette.line, tickColor: palette.line }
  return {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', intersect: false, axis: 'x' },
    onClick: (_event, elements, chart) => {
      const hit = elements[0]
      const point = hit && (chart.data.datasets[hit.datasetIndex] as TrendDataset).points?.[hit.index]
      if (point) open(point.runId)
    },
    scales: {
      x: {
        type: 'linear',
        min: from,
        max: to,
        grid: { ...grid, drawOnChartArea: false },
        border: { color: palette['ink-3'] },
        ticks: { ...ticks, maxRotation: 0, callback: (t) => utcTickText(Number(t)) },
        afterBuildTicks: (axis) => {
          axis.ticks = utcTicks(axis.min, axis.max, Math.max(2, Math.floor(axis.width / 96))).map(
            (value) => ({ value }),
          )
        },
      },
      y: {
        ...(states
          ? { min: -0.5, max: metric.states.length - 0.5, reverse: true }
          : fit === 'values'
            ? valueDomain(series)
            : { beginAtZero: true, grace: '8%' }),
        grid,
        border: { display: false },
        ticks: states
          ? {
              ...ticks,
              stepSize: 1,
              callback: (rank) => stateText(metric.states[Number(rank)] ?? ''),
            }
          : { ...ticks, maxTicksLimit: 7, callback: (value) => formatText(Number(value), metric.unit!) },
      },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        filter: (item) => pointOf(item) !== undefined,
        displayColors: false,
        backgroundColor: palette.ink,
        titleColor: palette.surface,
        bodyColor: palette.surface,
        titleFont: { family: 'IBM Plex Mono', size: 12, weight: 500 },
        bodyFont: { family: 'IBM Plex Sans', size: 12 },
        padding: 10,
        cornerRadius: 3,
        callbacks: {
          title: ([item]) => {
            const point = item && pointOf(item)
            if (!point) return ''
            return `${point.commit.slice(0, 8)}  ${new Date(point.t).toISOString().slice(0, 16).replace('T', ' ')} UTC`
          },
          label: (item) => {
            const point = pointOf(item)
            return point ? pointLines(point, metric) : ''
          },
        },
      },
      zoom: {
        limits: { x: { min: from, max: to, minRange: 3_600_000 } },
        pan: { enabled: true, mode: 'x', modifierKey: 'shift' },
        zoom: {
          mode: 'x',
          drag: { enabled: true, backgroundColor: palette.line },
          wheel: { enabled: true, modifierKey: 'ctrl' },
          pinch: { enabled: true },
        },
      },
    },
  }
}
