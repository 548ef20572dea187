import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

export function alive(pid) {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** In a container without an init, a server whose parent was killed stays in the table after its end. */
function isZombie(pid) {
  try {
    return /^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** The command line of a process; empty when it cannot be read. */
export function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
}

/** When a process began, as a text that no later process of the same number shares; empty when it cannot be read. */
export function beginOf(pid) {
  try {
    // After the name, which may hold anything: the 20th field is the start in clock ticks since boot.
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19]
  } catch {
    const words = ['-o', 'lstart=', '-p', String(pid)]
    const { stdout } = spawnSync('ps', words, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
    return stdout?.trim() ?? ''
  }
}
