import { readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readProc } from '../../proc/proc-file'
import { portsOf } from '../../proc/sockets'

const OPENS_MS = 5_000
const SIGUSR1_BIT = 1n << 9n

/** Address of the inspector of a Node.js process, opened by a signal unless it is open. Throws an Error of one line. */
export async function openDoor(pid: number): Promise<{ address: string; opened: boolean }> {
  refuseStrangers(pid)
  const ports = portsOf(pid)
  const open = await doorAmong(ports.filter((port) => askedFor(pid).includes(port)))
  if (open !== null) return { address: open, opened: false }
  const knocked = await knock(pid, ports)
  if (knocked !== null) return { address: knocked, opened: true }
  // It was open already, on a port that its command line does not tell.
  const elsewhere = await doorAmong(ports)
  if (elsewhere !== null) return { address: elsewhere, opened: false }
  throw new Error(`the inspector of process ${pid} did not open; does another process hold its port?`)
}

/** The signal that opens Node's inspector ends most other programs. */
function refuseStrangers(pid: number) {
  const refuse = (why: string) => {
    throw new Error(`collectGarbage, eventLoop and profile are for Node.js alone: ${why}`)
  }
  let program = ''
  try {
    program = basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''))
  } catch {
    refuse(`the program of process ${pid} cannot be read; run the agent as its user`)
  }
  if (!/^node(js)?[\d.]*$/.test(program)) refuse(`process ${pid} runs ${program}`)
  const caught = BigInt(`0x${/^SigCgt:\s+([0-9a-f]+)/m.exec(readProc(pid, 'status'))?.[1] ?? '0'}`)
  if ((caught & SIGUSR1_BIT) === 0n) refuse(`process ${pid} does not listen to SIGUSR1`)
}

/** Ports its inspector may already be open on. */
function askedFor(pid: number): number[] {
  const named = readProc(pid, 'cmdline').matchAll(/--inspect(?:-brk|-port|-wait)?=(?:[^\0]*:)?(\d+)/g)
  return [9229, ...[...named].map(([, port]) => Number(port))]
}

async function knock(pid: number, before: number[]): Promise<string | null> {
  try {
    process.kill(pid, 'SIGUSR1')
  } catch (error) {
    throw new Error(
      `no right to open the inspector of process ${pid}: ${(error as NodeJS.ErrnoException).code}`,
    )
  }
  for (const until = performance.now() + OPENS_MS; performance.now() < until; await sleep(20)) {
    const door = await doorAmong(portsOf(pid).filter((port) => !before.includes(port)))
    if (door) return door
  }
  return null
}

async function doorAmong(ports: number[]): Promise<string | null> {
  for (const port of ports) {
    const listed = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(2_000) })
      .then((response) => response.json() as Promise<{ webSocketDebuggerUrl?: string }[]>)
      .catch(() => null)
    const door = Array.isArray(listed) ? listed[0]?.webSocketDebuggerUrl : undefined
    if (door) return door
  }
  return null
}
