/** The grade, large; the rule that gave it on hover. A dash when nothing could be judged. */
export function GradeTile({ grade }: { grade: { grade: string; rule?: string } | null }) {
  return (
    <div
      title={grade?.rule}
      className="flex size-16 shrink-0 flex-col items-center justify-center rounded-md border border-line-strong"
    >
      <span className="text-2xl leading-8 font-semibold">{grade?.grade ?? '–'}</span>
      <span className="text-xs text-ink-3">grade</span>
    </div>
  )
}
