// Which process holds a place: a file with its number and its beginning, because numbers are used again.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { alive, beginOf } from '../database/processes.mjs'
import { inRoot } from '../root.mjs'

export const pidFile = (data, name) => path.join(data, `${name}.pid`)

const signOf = (pid) => `${pid} ${beginOf(pid)}`

/** The process that holds `file`, or null when it is gone, whoever has its number now. */
export function holder(file) {
  try {
    const sign = fs.readFileSync(file, 'utf8')
    const pid = Number.parseInt(sign, 10)
    return alive(pid) && signOf(pid) === sign ? pid : null
  } catch {
    return null
  }
}

export const keep = (file, pid) => fs.writeFileSync(file, signOf(pid))
export const forget = (file) => fs.rmSync(file, { force: true })
export const supervisorOf = (data) => holder(pidFile(data, 'start'))

/** Takes `file` for this process. Returns the process that has it instead, or null when it is ours now. */
export function claim(file) {
  const mine = `${file}.${process.pid}`
  keep(mine, process.pid)
  try {
    for (;;) {
      try {
        // A link appears with its content or not at all, and never over another.
        fs.linkSync(mine, file)
        return null
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const other = holder(file)
      if (other) return other
      forget(file)
    }
  } finally {
    forget(mine)
  }
}

/** Does `work` on this checkout while no other of our programs does any: two installs would undo each other. */
export async function alone(work, signal) {
  const file = inRoot('.setup.pid')
  for (let said = false; ; await sleep(200)) {
    signal?.throwIfAborted()
    const other = claim(file)
    if (!other || other === process.pid) break
    if (!said) console.log(`Waiting for process ${other}, which is setting up this checkout …`)
    said = true
  }
  try {
    return await work()
  } finally {
    forget(file)
  }
}
