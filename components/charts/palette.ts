const NAMES = [
  'ink',
  'ink-2',
  'ink-3',
  'line',
  'surface',
  'accent',
  'series-2',
  'series-3',
  'series-4',
  'met',
  'acceptable',
  'missed',
  'missed-wash',
  'inconclusive',
  'none',
] as const

export type Palette = Record<(typeof NAMES)[number], string>

/** The page's own colours as the canvas needs them. Read through a probe, because a custom property keeps `light-dark()` unresolved. */
export function readPalette(beside: HTMLElement): Palette {
  const probe = document.createElement('span')
  beside.append(probe)
  const entries = NAMES.map((name) => {
    probe.style.color = `var(--color-${name})`
    return [name, getComputedStyle(probe).color]
  })
  probe.remove()
  return Object.fromEntries(entries) as Palette
}

/** Calls back when light turns to dark or back, by the toggle or by the system; returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', changed)
  }
}

/** The colours of a chart's lines in order: a legend and its lines must agree. */
export const LINE_TOKENS = ['accent', 'series-2', 'series-3', 'series-4'] as const
export const lineToken = (i: number) => LINE_TOKENS[i % LINE_TOKENS.length]!
