import { spawn } from 'node:child_process'
import { expect } from 'vitest'
import { inRoot, root } from '@/scripts/root.mjs'
import { type Ended, ended } from './agent'
import type { App } from './app'

/** `npm run admin -- WORDS` on the database of this app, without npm. */
export function operator({ databaseUrl, data }: Pick<App, 'databaseUrl' | 'data'>) {
  return (words: string[], stdin?: string): Promise<Ended> => {
    const child = spawn(process.execPath, [inRoot('scripts', 'admin.mjs'), ...words], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: databaseUrl, PHASEGATE_DATA: data },
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    child.stdin?.end(stdin)
    return ended(child)
  }
}

/** A command that could not do its work says why in one line, and says nothing else. */
export function expectRefused({ code, stdout, stderr }: Ended, line: RegExp) {
  expect({ code: Number(code) > 0, stdout }, stderr).toEqual({ code: true, stdout: '' })
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(/^phasegate: /)
  expect(stderr).toMatch(line)
}
