import type { Chart, Plugin } from 'chart.js'
import { formatEffect } from '@/lib/core/format'
import type { Series } from '@/lib/metrics/series'
import { changeLevels } from './change-levels'
import type { Palette } from './palette'
import { placeLabels } from './place-labels'

const FONT = "11px 'IBM Plex Sans'"
const ROW = 15

/** Where the lines took a new level: a rule each, solid once confirmed, dotted while suspected, with before → after where there is room. */
export function trendChanges({ lines, metric }: Series, palette: Palette): Plugin<'line'> {
  const changes = lines.flatMap((line) => line.changes).sort((a, b) => a.t - b.t)
  const worse = (c: (typeof changes)[number]) => c.after > c.before === (metric.direction === 'lower')
  return {
    id: 'trend-changes',
    afterDatasetsDraw({ ctx, chartArea: area, scales }: Chart) {
      const seen = changes
        .map((c) => ({ ...c, x: scales.x!.getPixelForValue(c.t) }))
        .filter((c) => c.x >= area.left && c.x <= area.right)
      if (seen.length === 0) return
      ctx.save()
      ctx.font = FONT
      ctx.textBaseline = 'top'
      const texts = seen.map(
        (c) => `${changeLevels(c, metric)}${c.effect === null ? '' : ` ${formatEffect(c.effect)}`}`,
      )
      const labels = placeLabels(
        seen.map((c, i) => ({ x: c.x, width: ctx.measureText(texts[i]!).width + 8 })),
        [area.left, area.right],
        3,
      )
      for (const c of seen) {
        ctx.strokeStyle = worse(c) ? palette.missed : palette.met
        ctx.setLineDash(c.state === 'confirmed' ? [] : [2, 3])
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
        ctx.fillStyle = worse(seen[i]!) ? palette.missed : palette.met
        ctx.fillText(texts[i]!, x + 4, y + 2)
      }
      ctx.restore()
    },
  }
}
