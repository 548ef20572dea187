// Which passwords the demo's sign-ins have. Where others can reach the server they are made at random and printed once,
// and not kept: only whether anybody has seen them.
import fs from 'node:fs'
import path from 'node:path'
import { randomSecret } from './secrets.mjs'

const DOCUMENTED = 'phasegate-demo'
const names = ['lead', 'member', 'viewer', 'admin'].map((name) => `${name}@demo.local`).join(', ')
const forgotten = () => {}

/** The mark is absent (the documented password), `unseen` (random ones that a killed start could not print) or `seen`. */
export function demoPasswords({ data, open }) {
  const file = path.join(data, 'demo-passwords')
  const read = () => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : 'documented')
  const wanted = open ? randomSecret(12) : DOCUMENTED
  const begin = () => open && read() === 'documented' && fs.writeFileSync(file, 'unseen')
  return {
    /** What new and replaced passwords are to be. */
    wanted,
    /** Call before the first one is set. */
    begin,
    /** `replace` sets what is wanted for `all`, or for those who have the documented one; resolves to who has it now, or ''. */
    async settle(replace) {
      const mark = read()
      begin()
      const asked = open || mark === 'unseen'
      const known = asked && (await replace(mark === 'unseen' ? 'all' : 'documented')).trim() !== ''
      const printed = () => (open ? fs.writeFileSync(file, 'seen') : fs.rmSync(file, { force: true }))
      if (asked) return { lines: describe(known ? wanted : null), printed }
      return { lines: describe(mark === 'seen' ? null : wanted), printed: forgotten }
    },
  }
}

function describe(password) {
  return password
    ? [`Demo sign-ins: ${names}`, `Password:      ${password}`]
    : [`Demo sign-ins: ${names}, with the password that was printed when it was made`]
}
