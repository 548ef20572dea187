import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { placeCluster } from '@/scripts/database/binaries.mjs'
import type { App } from './app'

export type Ended = { code: number | null; stdout: string; stderr: string }

/** Runs a program of ours as a person would, from the repository's root, and not in the test's own environment. */
export function program(app: App, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: app.data,
      PHASEGATE_DATA: app.data,
      PHASEGATE_SPOOL: join(app.data, 'spool'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      ended[name] += text
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })))
}

/** Some stages of the voice pipeline, with a module that every process of it loads first. */
export const stages = (app: App, names: string[], preload: string) =>
  program(app, ['--import', 'tsx', 'agent/pipeline/measure.ts', ...names], {
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${moduleOf(preload)}`,
  })

const moduleOf = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`

/** A voice server that keeps so many megabytes of every connection for ever. */
export const leaking = (megabytes: number) => `
  import http from 'node:http'
  const { emit } = http.Server.prototype
  const kept = []
  http.Server.prototype.emit = function (event, ...rest) {
    if (event === 'upgrade') kept.push(Buffer.alloc(${megabytes} * 1e6, 1))
    return emit.call(this, event, ...rest)
  }`

/** A voice server whose context window never forgets. */
export const neverPruning = `
  import { register } from 'node:module'
  register(${JSON.stringify(
    moduleOf(`export async function load(url, context, next) {
      const loaded = await next(url, context)
      if (!url.includes('/pipeline/context-window.')) return loaded
      return { ...loaded, source: String(loaded.source).replace('this.#prune()', '') }
    }`),
  )})`

/** A machine where the speech recogniser was not installed. */
export const withoutRecogniser = `
  import Module from 'node:module'
  const resolve = Module._resolveFilename
  Module._resolveFilename = function (name, ...rest) {
    if (String(name).includes('soundswallower')) throw new Error('Cannot find module')
    return resolve.call(this, name, ...rest)
  }`

/** Whether a PostgreSQL that the pipeline started is there still. */
export const pipelineDatabaseRuns = (app: App) =>
  existsSync(join(placeCluster(join(app.data, 'pipeline')).home, 'postgres', 'postmaster.pid'))

/** The text of a page as this person sees it. */
export async function pageText(app: App, address: string, email: string, password: string): Promise<string> {
  const cookies = new Map<string, string>()
  const ask = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? []
      if (name !== undefined) cookies.set(name, value ?? '')
    }
    return answer
  }
  const { csrfToken } = await (await ask(`${app.url}/api/auth/csrf`)).json()
  await ask(`${app.url}/api/auth/callback/credentials`, {
    method: 'POST',
    body: new URLSearchParams({ email, password, csrfToken, json: 'true' }),
  })
  const page = await ask(address)
  if (page.status !== 200) throw new Error(`${address} answers ${page.status}`)
  return (await page.text()).replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ')
}
