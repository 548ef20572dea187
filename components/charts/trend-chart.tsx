'use client'
import { Chart, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Series } from '@/lib/metrics/series'
import { onThemeChange, readPalette } from './palette'
import { trendChanges } from './trend-changes'
import { trendDatasets } from './trend-datasets'
import { type Fit, trendOptions } from './trend-options'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Tooltip)

type Props = { series: Series; range: [from: number, to: number]; fit: Fit; label: string; runsHref: string }

/** The only chart drawn in the browser: value, interval, target and acceptance over time. Drag to zoom, shift-drag to move. */
export function TrendChart({ series, range, fit, label, runsHref }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Chart<'line'> | null>(null)
  const [zoomed, setZoomed] = useState(false)
  const router = useRouter()
  const [from, to] = range

  useEffect(() => {
    let gone = false
    const draw = () => {
      if (gone || !canvas.current) return
      chart.current?.destroy()
      const palette = readPalette(canvas.current.parentElement!)
      const options = trendOptions({
        series,
        range: [from, to],
        fit,
        palette,
        open: (runId) => router.push(`${runsHref}/${runId}`),
      })
      options.plugins!.zoom!.zoom!.onZoom = () => setZoomed(true)
      chart.current = new Chart(canvas.current, {
        type: 'line',
        data: { datasets: trendDatasets(series, [from, to], palette) },
        options,
        plugins: [trendChanges(series, palette)],
      })
    }
    // The zoom plugin touches the window when it is read, so the server must never read it.
    import('chartjs-plugin-zoom').then((plugin) => {
      Chart.register(plugin.default)
      draw()
    })
    const stop = onThemeChange(draw)
    return () => {
      gone = true
      stop()
      chart.current?.destroy()
      chart.current = null
    }
  }, [series, from, to, fit, router, runsHref])

  const whole = () => {
    chart.current?.resetZoom()
    setZoomed(false)
  }
  return (
    <div className="relative h-[360px]">
      <canvas ref={canvas} role="img" aria-label={label} data-testid="trend-chart" />
      {zoomed && (
        <div className="absolute top-2 right-2">
          <Button type="button" look="quiet" small onClick={whole}>
            Show the whole range
          </Button>
        </div>
      )}
    </div>
  )
}
