import { closeSync, openSync, readSync } from 'node:fs'

/** The bytes of a file, or of standard input for "-"; null when there are more than `most`, of which no more than that is read. */
export function readBounded(name: string, most: number): Buffer | null {
  const descriptor = name === '-' ? 0 : openSync(name, 'r')
  try {
    const parts: Buffer[] = []
    for (let size = 0; size <= most; ) {
      const part = Buffer.allocUnsafe(1024 * 1024)
      const read = readSync(descriptor, part)
      if (read === 0) return Buffer.concat(parts)
      parts.push(part.subarray(0, read))
      size += read
    }
    return null
  } finally {
    if (name !== '-') closeSync(descriptor)
  }
}
