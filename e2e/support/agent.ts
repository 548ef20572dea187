import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from './app'

export type Ended = { code: number | null; signal: string | null; stdout: string; stderr: string }

const jsonFiles = (directory: string) =>
  existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.json')) : []

/**
 * The agent as its users have it: the one file that the server hands out, alone in an empty directory, outside of git and
 * without a CI system.
 */
export async function downloadAgent({ url }: Pick<App, 'url'>, token: string) {
  const directory = mkdtempSync(join(tmpdir(), 'phasegate-agent-'))
  const file = join(directory, 'phasegate.mjs')
  const response = await fetch(`${url}/agent.mjs`)
  writeFileSync(file, new Uint8Array(await response.arrayBuffer()))
  const spool = join(directory, 'spool')

  const start = (args: string[], env: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, [file, ...args], {
      cwd: directory,
      env: {
        NODE_ENV: 'production',
        PATH: process.env.PATH,
        HOME: directory,
        GIT_CEILING_DIRECTORIES: tmpdir(),
        PHASEGATE_URL: url,
        PHASEGATE_TOKEN: token,
        PHASEGATE_SPOOL: spool,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  return {
    directory,
    spool,
    start,
    run: (args: string[], env?: Record<string, string>) => ended(start(args, env)),
    write(name: string, content: unknown) {
      const path = join(directory, name)
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
    /** runs that wait to be sent */
    waiting: () => jsonFiles(spool),
    rejected: () => jsonFiles(join(spool, 'rejected')),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
export type Agent = Awaited<ReturnType<typeof downloadAgent>>

/** Everything a program said until its end. */
export const ended = (child: ChildProcess) =>
  new Promise<Ended>((done) => {
    let [stdout, stderr] = ['', '']
    child.stdout?.on('data', (data) => {
      stdout += data
    })
    child.stderr?.on('data', (data) => {
      stderr += data
    })
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }))
  })
