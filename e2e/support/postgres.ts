import { execFileSync } from 'node:child_process'
import type pg from 'pg'
import { withClient } from '@/scripts/database/sql.mjs'

/** The process that all others of the server come from. */
const mainProcess = (databaseUrl: string): Promise<number> =>
  withClient(databaseUrl, async (client: pg.Client) => {
    const { rows } = await client.query(
      `select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`,
    )
    return rows[0].pid
  })

const childrenOf = (parent: number) =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid!)

function signal(pids: number[], name: NodeJS.Signals) {
  for (const pid of pids)
    try {
      process.kill(pid, name)
    } catch {
      // gone already
    }
}

/** Stops a database server in the middle of whatever it does, as a disk or a network that hangs; `thaw` lets it go on. */
export async function freeze(databaseUrl: string) {
  const main = await mainProcess(databaseUrl)
  signal([main], 'SIGSTOP')
  const all = [main, ...childrenOf(main)]
  signal(all, 'SIGSTOP')
  return { thaw: () => signal(all, 'SIGCONT') }
}

/** Ends a server in good order. */
export async function shutDown(databaseUrl: string) {
  const main = await mainProcess(databaseUrl)
  signal([main], 'SIGINT')
  await gone([main])
}

/** kill -9 of every process of the server, as when the power goes; `at` is called in the same breath. */
export async function killServer(databaseUrl: string, at: () => void = () => {}) {
  const main = await mainProcess(databaseUrl)
  const all = [main, ...childrenOf(main)]
  at()
  signal(all, 'SIGKILL')
  await gone(all)
}

async function gone(pids: number[]) {
  const left = () =>
    execFileSync('ps', ['-A', '-o', 'pid=,stat='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .some(([pid, state]) => pids.includes(Number(pid)) && !state!.startsWith('Z'))
  for (let waited = 0; left(); waited += 20) {
    if (waited > 20_000) throw new Error('the database server does not end')
    await new Promise((done) => setTimeout(done, 20))
  }
}
