import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAgent as buildInto } from '../build.mjs'

export type Answer = { code: number | null; stdout: string; stderr: string }

/** The agent as users have it, one built file, in a directory of its own outside of git and without a CI system. */
export async function buildAgent() {
  const directory = mkdtempSync(join(tmpdir(), 'phasegate-agent-'))
  const file = join(directory, 'phasegate.mjs')
  await buildInto(file)
  const spool = join(directory, 'spool')

  const start = (args: string[], env: Record<string, string> = {}, stdin: 'ignore' | 'pipe' = 'ignore') =>
    spawn(process.execPath, [file, ...args], {
      cwd: directory,
      env: {
        NODE_ENV: 'production',
        PATH: process.env.PATH,
        HOME: directory,
        GIT_CEILING_DIRECTORIES: tmpdir(),
        PHASEGATE_SPOOL: spool,
        ...env,
      },
      stdio: [stdin, 'pipe', 'pipe'],
    })

  return {
    directory,
    spool,
    start,
    write: (name: string, content: unknown) => {
      const path = join(directory, name)
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
    run: (args: string[], env?: Record<string, string>) =>
      new Promise<Answer>((done) => {
        const child = start(args, env)
        const answer: Answer = { code: null, stdout: '', stderr: '' }
        child.stdout!.on('data', (data) => {
          answer.stdout += data
        })
        child.stderr!.on('data', (data) => {
          answer.stderr += data
        })
        child.on('close', (code) => done({ ...answer, code }))
      }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
