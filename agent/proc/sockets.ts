import { readlinkSync } from 'node:fs'
import { kernelFile } from '../noise'
import { allProcesses, rootsOf } from './find'
import { listProc } from './proc-file'

const LISTENING = '0A'

export type Listener = { port: number; inode: string; user: number }

/** Listening TCP sockets from the text of /proc/net/tcp or tcp6. */
export const parseListeners = (text: string | null): Listener[] =>
  (text ?? '').split('\n').flatMap((line) => {
    const [, local, , state, , , , user, , inode] = line.trim().split(/\s+/)
    const port = local?.split(':')[1]
    return state === LISTENING && port && inode
      ? [{ port: Number.parseInt(port, 16), inode, user: Number(user) }]
      : []
  })

const listeners = () => [
  ...parseListeners(kernelFile('/proc/net/tcp')),
  ...parseListeners(kernelFile('/proc/net/tcp6')),
]

function socketsOf(pid: number): string[] {
  try {
    return listProc(pid, 'fd').flatMap((fd) => {
      try {
        return [/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? '']
      } catch {
        return [] // closed while we looked
      }
    })
  } catch {
    return [] // ended, or somebody else's
  }
}

/** Ports a process listens on. */
export function portsOf(pid: number): number[] {
  const own = new Set(socketsOf(pid))
  return listeners()
    .filter(({ inode }) => own.has(inode))
    .map(({ port }) => port)
}

/** Who listens on a port: processes, or none but the user who owns the socket, or nobody. */
export function findByPort(port: number): { pids: number[]; user: number | null } {
  const found = listeners().filter((listener) => listener.port === port)
  const inodes = new Set(found.map(({ inode }) => inode))
  const pids =
    inodes.size === 0 ? [] : allProcesses().filter((pid) => socketsOf(pid).some((i) => inodes.has(i)))
  return { pids: rootsOf(pids), user: found[0]?.user ?? null }
}
