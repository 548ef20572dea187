/** The key that does the same, for those who have a keyboard; those who hear the page are told by the control itself. */
export function Key({ name, className = 'max-md:hidden' }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex h-4 min-w-4 items-center justify-center rounded-sm border border-line bg-surface px-1 font-mono text-xs leading-none text-ink-3 ${className}`}
    >
      {name}
    </span>
  )
}
