// Which supervisor and which app server belong to a data directory.
import fs from 'node:fs'
import path from 'node:path'
import { alive, commandOf } from '../database/processes.mjs'

const file = (data, name) => path.join(data, `${name}.pid`)

function read(data, name) {
  try {
    return Number(fs.readFileSync(file(data, name), 'utf8'))
  } catch {
    return null
  }
}

/** The pid kept under `name` if that process still runs and is what it was: numbers are used again. */
export function running(data, name, sign) {
  const pid = read(data, name)
  return pid && pid !== process.pid && alive(pid) && commandOf(pid).includes(sign) ? pid : null
}

export const keep = (data, name, pid) => fs.writeFileSync(file(data, name), String(pid))
export const forget = (data, name) => fs.rmSync(file(data, name), { force: true })

const SUPERVISOR = path.join('scripts', 'start.mjs')
export const supervisorOf = (data) => running(data, 'start', SUPERVISOR)
