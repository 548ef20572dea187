const PATHS = {
  overview: 'M2 12.5h12M3.5 10V6.5M6.5 10V3.5M9.5 10V7.5M12.5 10V5',
  metrics: 'M2 11.5 5.5 7l3 2.5L14 3M2 14h12',
  runs: 'M3 4h10M3 8h10M3 12h6M12 11l2 1.5-2 1.5',
  alerts: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3',
  reviews: 'M3 2.5h10v11H3zM5.5 6.2l1 1 1.8-2M5.5 10.2l1 1 1.8-2M10 6.5h1M10 10.5h1',
  settings: 'M2 4.5h6M11 4.5h3M9.5 3v3M2 11.5h3M8 11.5h6M6.5 10v3',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.8.8M11.8 11.8l.8.8M3.4 12.6l.8-.8M11.8 4.2l.8-.8',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5',
  leave: 'M9.5 2.5h-7v11h7M6.5 8h7.5M11.5 5.5 14 8l-2.5 2.5',
  chevron: 'M5 6.5 8 9.5l3-3',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  arrow: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5',
} as const

export type IconName = keyof typeof PATHS

/** Line drawings on a 16 px grid; always beside a word or inside a labelled control. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={`${className} shrink-0`} aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
