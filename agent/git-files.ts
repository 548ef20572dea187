import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What HEAD stands for; `branch` is null on a detached head. */
export type Head = { commit: string; branch: string | null }

const read = (...path: string[]) => {
  try {
    return readFileSync(join(...path), 'utf8').trim()
  } catch {
    return null
  }
}

/** The repository's own directory for a work tree, which has it inside or names it in a file. */
function gitDirectory(from: string): string | null {
  for (let at = resolve(from); ; at = dirname(at)) {
    const place = join(at, '.git')
    if (existsSync(place)) {
      if (statSync(place).isDirectory()) return place
      const named = read(place)?.match(/^gitdir: (.+)$/)?.[1]
      return named ? resolve(at, named) : null
    }
    if (at === dirname(at)) return null
  }
}

/**
 * Branch and commit from the repository's files, where the program `git` is not installed or refuses because somebody
 * else owns them; null where there is no repository or no commit.
 */
export function headFromFiles(from: string): Head | null {
  const own = gitDirectory(from)
  const head = own && read(own, 'HEAD')
  if (!head) return null
  if (/^[0-9a-f]{40,64}$/.test(head)) return { commit: head, branch: null }
  const ref = head.match(/^ref: (refs\/.+)$/)?.[1]
  if (!ref) return null
  const shared = resolve(own, read(own, 'commondir') ?? '.')
  const packed = () =>
    read(shared, 'packed-refs')?.match(new RegExp(`^([0-9a-f]{40,64}) ${literal(ref)}$`, 'm'))
  const commit = read(own, ref) ?? read(shared, ref) ?? packed()?.[1]
  return commit ? { commit, branch: ref.replace(/^refs\/heads\//, '') } : null
}

const literal = (s: string) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
