import type { Chart, Plugin } from 'chart.js'
import { formatEffect } from '@/lib/core/format'
import type { Series } from '@/lib/metrics/series'
import { changeLevels } from './change-levels'
import type { Palette } from './palette'
import { placeLabels } from './place-labels'

const FONT = "11px 'IBM Plex Sans'"
const ROW = 15

type Rule = { t: number; text: string; colour: string; dash: number[] }

function rulesOf({ lines, machines, metric }: Series, palette: Palette): Rule[] {
  const levels = lines
    .flatMap((line) => line.changes)
    .map((c) => ({
      t: c.t,
      text: `${changeLevels(c, metric)}${c.effect === null ? '' : ` ${formatEffect(c.effect)}`}`,
      colour: c.after > c.before === (metric.direction === 'lower') ? palette.missed : palette.met,
      dash: c.state === 'confirmed' ? [] : [2, 3],
    }))
  const others = machines.map((m) => ({
    t: m.t,
    text: `${m.name}: another machine`,
    colour: palette['ink-2'],
    dash: [8, 3, 2, 3],
  }))
  return [...levels, ...others].sort((a, b) => a.t - b.t)
}

/**
 * Where the lines took a new level: a rule each, solid once confirmed, dotted while suspected, with before → after where there is room;
 * and where an environment became another machine.
 */
export function trendChanges(series: Series, palette: Palette): Plugin<'line'> {
  const rules = rulesOf(series, palette)
  return {
    id: 'trend-changes',
    afterDatasetsDraw({ ctx, chartArea: area, scales }: Chart) {
      const seen = rules
        .map((rule) => ({ ...rule, x: scales.x!.getPixelForValue(rule.t) }))
        .filter((c) => c.x >= area.left && c.x <= area.right)
      if (seen.length === 0) return
      ctx.save()
      ctx.font = FONT
      ctx.textBaseline = 'top'
      const labels = placeLabels(
        seen.map((c) => ({ x: c.x, width: ctx.measureText(c.text).width + 8 })),
        [area.left, area.right],
        3,
      )
      for (const c of seen) {
        ctx.strokeStyle = c.colour
        ctx.setLineDash(c.dash)
        ctx.beginPath()
        ctx.moveTo(c.x, area.top)
        ctx.lineTo(c.x, area.bottom)
        ctx.stroke()
      }
      for (const [i, place] of labels.entries()) {
        if (!place) continue
        const [x, y] = [place.left, area.top + place.row * ROW]
        ctx.fillStyle = palette.surface
        ctx.fillRect(x, y, place.width, ROW - 1)
        ctx.fillStyle = seen[i]!.colour
        ctx.fillText(seen[i]!.text, x + 4, y + 2)
      }
      ctx.restore()
    },
  }
}
