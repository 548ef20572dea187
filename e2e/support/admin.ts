import { spawn } from 'node:child_process'
import { expect } from 'vitest'
import { inRoot, root } from '@/scripts/root.mjs'
import { type Ended, ended } from './agent'
import type { App } from './app'

type Place = Pick<App, 'databaseUrl' | 'data'>

const program = (...args: string[]) =>
  function on({ databaseUrl, data }: Place) {
    return (words: string[], stdin?: string): Promise<Ended> => {
      const child = spawn(process.execPath, [...args, ...words], {
        cwd: root,
        env: { ...process.env, DATABASE_URL: databaseUrl, PHASEGATE_DATA: data },
        stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      })
      child.stdin?.end(stdin)
      return ended(child)
    }
  }

/** `npm run admin -- WORDS` on the database of this app, without npm. */
export const operator = program(inRoot('scripts', 'admin.mjs'))
/** The same commands on a database that is known to be ready: in half the time, for what is refused anyway. */
export const hurriedOperator = program('--import', 'tsx', inRoot('scripts', 'admin.ts'))

/** A command that could not do its work says why in one line, and says nothing else. */
export function expectRefused({ code, stdout, stderr }: Ended, line: RegExp) {
  expect({ code: Number(code) > 0, stdout }, stderr).toEqual({ code: true, stdout: '' })
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(/^phasegate: /)
  expect(stderr).toMatch(line)
}
