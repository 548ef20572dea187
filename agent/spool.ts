import { constants } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Env } from './env'

/** A run that waits to be sent. The file holds the very bytes of the upload: `phasegate upload FILE` sends it too. */
export type Entry = { file: string; runId: string; savedAt: Date; bytes: number }
export type Rejected = Entry & { reason: string }

const ENTRY = /^(\d{13,15})-([0-9a-f-]{36})\.json$/
const HALF_WRITTEN = /^\.\d+-[0-9a-f-]+\.json\.\d+$/
/** By age and not by process id: agents in other containers may share the directory. */
const ABANDONED_MS = 3_600_000

export const spoolDirectory = (env: Env = process.env) =>
  env.PHASEGATE_SPOOL || join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'phasegate', 'spool')

const gone = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** After this, a rename survives a power cut. Windows cannot open directories and does without. */
async function syncDirectory(directory: string) {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Runs on disk until the server has them. Several agents may share one: a file is whole or absent, is removed only
 * after a receipt, and a run sent twice is one run to the server, so no lock is needed.
 */
export class Spool {
  #latest = 0

  constructor(readonly directory = spoolDirectory()) {}

  /** @throws when runs could not be kept here; better known before measuring than after */
  async ensureWritable() {
    await mkdir(this.directory, { recursive: true, mode: 0o700 })
    await access(this.directory, constants.W_OK | constants.X_OK)
  }

  /** Keeps a run; once this returns it survives a kill and a power cut. */
  async save(runId: string, body: string): Promise<Entry> {
    await this.ensureWritable()
    for (const entry of await this.list())
      if (entry.runId === runId && (await this.read(entry)) === body) return entry
    this.#latest = Math.max(Date.now(), this.#latest + 1)
    const name = `${this.#latest}-${runId}.json`
    const file = join(this.directory, name)
    const half = join(this.directory, `.${name}.${process.pid}`)
    const handle = await open(half, 'wx', 0o600)
    try {
      await handle.writeFile(body)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(half, file)
    await syncDirectory(this.directory)
    return { file, runId, savedAt: new Date(this.#latest), bytes: Buffer.byteLength(body) }
  }

  /** Oldest first. */
  async list(): Promise<Entry[]> {
    return this.#entries(this.directory)
  }

  async #entries(directory: string): Promise<Entry[]> {
    const names = await readdir(directory).catch((error) => (gone(error) ? [] : Promise.reject(error)))
    const entries = await Promise.all(
      names.sort().map(async (name): Promise<Entry | null> => {
        const [, savedAt, runId] = ENTRY.exec(name) ?? []
        if (!savedAt || !runId) return null
        const file = join(directory, name)
        const size = await stat(file).then(
          (s) => s.size,
          () => null,
        )
        return size === null ? null : { file, runId, savedAt: new Date(Number(savedAt)), bytes: size }
      }),
    )
    return entries.filter((entry) => entry !== null)
  }

  /** null when another agent has sent it meanwhile. */
  async read(entry: Entry): Promise<string | null> {
    return readFile(entry.file, 'utf8').catch((error) => (gone(error) ? null : Promise.reject(error)))
  }

  /** For after the receipt only. */
  async remove(entry: Entry) {
    await rm(entry.file, { force: true })
  }

  /** Sets a run aside that the server will never take, with its reason beside it. */
  async reject(entry: Entry, reason: string): Promise<string> {
    const directory = join(this.directory, 'rejected')
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const file = join(directory, entry.file.slice(this.directory.length + 1))
    await writeFile(`${file}.reason`, `${reason}\n`, { mode: 0o600 })
    await rename(entry.file, file).catch((error) => (gone(error) ? undefined : Promise.reject(error)))
    return file
  }

  async rejected(): Promise<Rejected[]> {
    const entries = await this.#entries(join(this.directory, 'rejected'))
    return Promise.all(
      entries.map(async (e) => ({
        ...e,
        reason: (await readFile(`${e.file}.reason`, 'utf8').catch(() => '')).trim(),
      })),
    )
  }

  /** Removes what an agent that was killed while writing left; whole runs are never touched. */
  async tidy() {
    const names = await readdir(this.directory).catch(() => [])
    for (const name of names.filter((n) => HALF_WRITTEN.test(n))) {
      const file = join(this.directory, name)
      const age = await stat(file).then(
        (s) => Date.now() - s.mtimeMs,
        () => 0,
      )
      if (age > ABANDONED_MS) await rm(file, { force: true })
    }
  }
}
