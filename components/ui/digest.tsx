import { CopyButton } from './copy-button'

/** A digest short enough to read, whole when copied. */
export function Digest({ digest, label = 'Copy digest' }: { digest: string; label?: string }) {
  const [algorithm, hex] = digest.includes(':') ? digest.split(':', 2) : ['', digest]
  return (
    <span className="inline-flex items-center gap-2">
      <code className="font-mono text-sm" title={digest}>
        {algorithm && <span className="text-ink-3">{algorithm}:</span>}
        {hex!.slice(0, 12)}…
      </code>
      <CopyButton text={digest} label={label} />
    </span>
  )
}

/** A commit as people name it: its first 8 characters, the rest on hover. */
export function Commit({ commit }: { commit: string }) {
  return (
    <code className="font-mono text-sm" title={commit}>
      {commit.slice(0, 8)}
    </code>
  )
}
