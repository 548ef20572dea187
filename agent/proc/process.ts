import { listProc, numberIn, ProcError, readProc } from './proc-file'

/** Linux counts a process's time in hundredths of a second on every architecture Node.js runs on. */
const TICK_SECONDS = 1 / 100
const KIB = 1024

export type ProcessStat = {
  parent: number
  /** Since boot; with the number, what tells a process from a later one of the same number. */
  beginTicks: number
  /** Processor time, user and system. */
  cpuSeconds: number
  /** Of children that have ended and were waited for. */
  childSeconds: number
  threads: number
}

/** From /proc/PID/stat. A zombie has ended. */
export function statOf(pid: number): ProcessStat {
  const text = readProc(pid, 'stat')
  // After the name, which may hold anything.
  const fields = text.slice(text.lastIndexOf(') ') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') throw new ProcError('gone', `/proc/${pid}/stat`)
  const at = (i: number) => Number(fields[i])
  return {
    parent: at(1),
    cpuSeconds: (at(11) + at(12)) * TICK_SECONDS,
    childSeconds: (at(13) + at(14)) * TICK_SECONDS,
    threads: at(17),
    beginTicks: at(19),
  }
}

/** Proportional set size in bytes: shared pages are counted in parts. */
export const proportionalBytes = (pid: number) => numberIn(pid, 'smaps_rollup', /^Pss:\s+(\d+) kB/m) * KIB

/**
 * Proportional set size without pages of files, in bytes. Its share of those, programs and libraries mostly, changes by megabytes when other
 * processes that use them come and go. Kernels before 5.9 do not tell them apart: then with them.
 */
export function proportionalAnonymousBytes(pid: number): number {
  const files = /^Pss_File:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup'))?.[1]
  return proportionalBytes(pid) - Number(files ?? 0) * KIB
}

/** Resident set size in bytes, shared pages in full; readable whoever owns the process. */
export const residentBytes = (pid: number) => numberIn(pid, 'status', /^VmRSS:\s+(\d+) kB/m) * KIB

/** The largest resident set size since the process began, or since it was last reset. */
export const peakBytes = (pid: number) => numberIn(pid, 'status', /^VmHWM:\s+(\d+) kB/m) * KIB

export const openFiles = (pid: number) => listProc(pid, 'fd').length

/** The soft limit; Infinity where there is none. */
export function openFilesLimit(pid: number): number {
  const limit = /^Max open files\s+(\d+|unlimited)/m.exec(readProc(pid, 'limits'))?.[1]
  return limit === undefined || limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit)
}

/** What the process had fetched from and sent to storage, and its calls for reading and writing of any kind. */
export const ioOf = (pid: number) => ({
  readBytes: numberIn(pid, 'io', /^read_bytes: (\d+)/m),
  writeBytes: numberIn(pid, 'io', /^write_bytes: (\d+)/m),
  readCalls: numberIn(pid, 'io', /^syscr: (\d+)/m),
  writeCalls: numberIn(pid, 'io', /^syscw: (\d+)/m),
})

/** Context switches of each thread so far, by its number. */
export function switchesOf(pid: number): Map<number, { voluntary: number; involuntary: number }> {
  const switches = new Map<number, { voluntary: number; involuntary: number }>()
  for (const thread of listProc(pid, 'task').map(Number))
    try {
      const voluntary = numberIn(thread, 'status', /^voluntary_ctxt_switches:\s+(\d+)/m)
      const involuntary = numberIn(thread, 'status', /^nonvoluntary_ctxt_switches:\s+(\d+)/m)
      switches.set(thread, { voluntary, involuntary })
    } catch (error) {
      // a thread that ended while we looked
      if ((error as ProcError).fault !== 'gone') throw error
    }
  return switches
}

export const commandLine = (pid: number) => readProc(pid, 'cmdline').replaceAll('\0', ' ').trim()
