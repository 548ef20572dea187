import {
  ioOf,
  openFiles,
  openFilesLimit,
  proportionalBytes,
  residentBytes,
  statOf,
  switchesOf,
} from '../../proc/process'

const MB = 1e6

/** What a look at a process finds at once. Of a tree: the sum, or the largest. */
export const GAUGES = {
  pss: { of: (pid: number) => proportionalBytes(pid) / MB, of_tree: 'sum' },
  rss: { of: (pid: number) => residentBytes(pid) / MB, of_tree: 'sum' },
  threads: { of: (pid: number) => statOf(pid).threads, of_tree: 'sum' },
  open_files: { of: openFiles, of_tree: 'sum' },
  open_files_limit_share: {
    of: (pid: number) => (100 * openFiles(pid)) / openFilesLimit(pid),
    of_tree: 'largest',
  },
} as const
export type Gauge = keyof typeof GAUGES

type Counts = Iterable<readonly [key: string | number, value: number]>

const io =
  (of: keyof ReturnType<typeof ioOf>) =>
  (pid: number): Counts => [[pid, ioOf(pid)[of]]]
const switches =
  (of: 'voluntary' | 'involuntary') =>
  (pid: number): Counts =>
    [...switchesOf(pid)].map(([thread, counted]) => [thread, counted[of]] as const)

/** What only grows; `folds` as in Growth. The kernel adds the time and the I/O of a child that was waited for to its parent's. */
export const COUNTERS = {
  cpu: {
    of: (pid: number, tree: boolean): Counts => {
      const { cpuSeconds, childSeconds } = statOf(pid)
      return [[pid, cpuSeconds + (tree ? childSeconds : 0)]]
    },
    folds: true,
  },
  read_bytes: { of: io('readBytes'), folds: true },
  write_bytes: { of: io('writeBytes'), folds: true },
  read_calls: { of: io('readCalls'), folds: true },
  write_calls: { of: io('writeCalls'), folds: true },
  context_switches: { of: switches('voluntary'), folds: false },
  involuntary_switches: { of: switches('involuntary'), folds: false },
} as const
export type Counter = keyof typeof COUNTERS
