import { readdirSync } from 'node:fs'
import { ProcError } from './proc-file'
import { commandLine, statOf } from './process'

export const allProcesses = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

const parentOf = (pid: number): number | null => {
  try {
    return statOf(pid).parent
  } catch {
    return null
  }
}

/** A process and all that descend from it, itself first. */
export function treeOf(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const pid of allProcesses()) {
    const parent = parentOf(pid)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

/** What is read of each process of a tree; one that has ended meanwhile is left out, unless it is the first, the root. */
export const readEach = <T>([root, ...others]: readonly number[], read: (pid: number) => T): T[] => [
  read(root!),
  ...others.flatMap((pid) => {
    try {
      return [read(pid)]
    } catch (error) {
      if (error instanceof ProcError && error.fault === 'gone') return []
      throw error
    }
  }),
]

function ancestorsOf(pid: number): Set<number> {
  const ancestors = new Set<number>()
  for (let at: number | null = pid; at !== null && at > 0; at = parentOf(at)) ancestors.add(at)
  return ancestors
}

/** Those of `pids` that descend from none of the others. */
export const rootsOf = (pids: readonly number[]): number[] =>
  pids.filter((pid) => {
    const above = ancestorsOf(pid)
    above.delete(pid)
    return !pids.some((other) => above.has(other))
  })

/** Processes whose command line holds `text`; never the agent, nor what started it and so may quote it. */
export function findByCommand(text: string): number[] {
  const own = ancestorsOf(process.pid)
  return rootsOf(
    allProcesses().filter((pid) => {
      try {
        return !own.has(pid) && commandLine(pid).includes(text)
      } catch (error) {
        if (error instanceof ProcError) return false
        throw error
      }
    }),
  )
}
