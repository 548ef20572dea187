import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Why /proc does not tell: the process has ended, belongs to somebody else, or this kernel keeps no such file. */
export type ProcFault = 'gone' | 'denied' | 'absent'

export class ProcError extends Error {
  readonly fault: ProcFault

  constructor(fault: ProcFault, file: string) {
    super(
      {
        gone: 'the process has ended',
        denied: `no right to read ${file}: run the agent as the user of the process`,
        absent: `this kernel has no ${file}`,
      }[fault],
    )
    this.fault = fault
  }
}

function faultOf(error: unknown, pid: number): ProcFault {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'denied'
  return code === 'ESRCH' || !existsSync(`/proc/${pid}`) ? 'gone' : 'absent'
}

function guarded<T>(pid: number, name: string, read: (file: string) => T): T {
  const file = `/proc/${pid}/${name}`
  try {
    return read(file)
  } catch (error) {
    throw new ProcError(faultOf(error, pid), file)
  }
}

export const readProc = (pid: number, name: string): string =>
  guarded(pid, name, (file) => readFileSync(file, 'utf8'))

export const listProc = (pid: number, name: string): string[] => guarded(pid, name, (dir) => readdirSync(dir))

/** The number a pattern finds in a file of /proc. */
export function numberIn(pid: number, name: string, pattern: RegExp): number {
  const found = pattern.exec(readProc(pid, name))?.[1]
  if (found !== undefined) return Number(found)
  // A process that has ended and waits for its parent keeps its files, with nothing in them.
  throw new ProcError(isZombie(pid) ? 'gone' : 'absent', `/proc/${pid}/${name}`)
}

const isZombie = (pid: number) => {
  try {
    return /^\d+ \(.*\) [ZX]/s.test(readProc(pid, 'stat'))
  } catch {
    return true
  }
}
