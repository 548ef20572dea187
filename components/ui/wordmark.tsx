/** A gate of logic standing on a stem, its output lit: the P of Phasegate. */
export function Logo({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true">
      <path
        d="M6 21V3h6.5a6 6 0 0 1 0 12H6"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="square"
      />
      <circle cx="12.25" cy="9" r="2.25" className="fill-met" />
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-1.5 text-lg font-semibold tracking-tight">
      <Logo />
      Phasegate
    </span>
  )
}
