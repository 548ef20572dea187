import { CopyButton } from '@/components/ui/copy-button'
import { Markdown } from './markdown'

/** A page of A4: the file's own text, and below it what proves that the file is this one. */
export function ReportSheet({ text, name, sha256 }: { text: string; name: string; sha256: string }) {
  return (
    <article
      aria-label={name}
      className="rounded-md border border-line bg-surface px-4 py-6 text-base leading-[1.55] sm:px-[18mm] sm:py-[16mm] print:max-w-none print:border-0 print:bg-transparent print:p-0 print:text-[10pt]"
    >
      <Markdown text={text} />
      <footer className="mt-10 border-t border-line pt-3 text-xs text-ink-2">
        <p>
          SHA-256 of <span className="font-mono">{name}</span>, as{' '}
          <code className="font-mono">sha256sum</code> says it:
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <code className="font-mono wrap-anywhere text-ink">{sha256}</code>
          <span data-print="hidden">
            <CopyButton text={sha256} label="Copy the SHA-256" />
          </span>
        </p>
      </footer>
    </article>
  )
}
