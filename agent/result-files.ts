import { statSync } from 'node:fs'
import { v5 as uuidFromName } from 'uuid'
import * as z from 'zod'
import { FormatError } from '@/lib/core/formats/format-error'
import { detectFormat, formatOf, parseFormat } from '@/lib/core/formats/formats'
import { brokenJsonAt, pathText, readJson } from '@/lib/core/formats/json'
import { type RunUpload, runUpload } from '@/lib/core/wire'
import { baseOf } from './base'
import type { LoadedConfig } from './config'
import { usageError } from './exit'
import { VERSION } from './help'
import { identify } from './identity'
import type { Measured } from './offline'
import type { Options } from './options'
import { readBounded } from './read-bounded'

/** A result file and what it is called in messages. */
export type ResultFile = { label: string; text: string; format: string; modifiedAt: Date }
/** A run ready to send; `body` is exactly what goes over the wire. */
export type Prepared = { label: string; run: RunUpload; body: string }

/** Namespace of run ids that derive from a file's content: the same file gives the same run. */
const NAMESPACE = '6f1d3a52-8f0b-5c57-9d0e-0c1c2f6f2d11'
const MAX_FILE_BYTES = 64 * 1024 * 1024

/** @throws Refusal (usage) naming the file */
export function readResultFile(name: string, format: string): ResultFile {
  const label = name === '-' ? 'standard input' : name
  let bytes: Buffer | null
  let modifiedAt = new Date()
  try {
    const info = name === '-' ? null : statSync(name)
    if (info) modifiedAt = info.mtime
    bytes = (info?.size ?? 0) > MAX_FILE_BYTES ? null : readBounded(name, MAX_FILE_BYTES)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw usageError(
      code === 'ENOENT' ? `${name}: no such file` : code === 'EISDIR' ? `${name}: is a directory` : message,
    )
  }
  if (bytes === null) throw usageError(`${label}: is larger than 64 MiB`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw usageError(`${label}: is not UTF-8 text`)
  }
  const known = format === 'auto' ? detectFormat(text) : format
  if (known === null) {
    const broken = brokenJsonAt(text)
    throw usageError(
      broken
        ? `${label}: ${broken}: is not JSON here`
        : `${label}: no format recognises it; name one with --format`,
    )
  }
  if (!formatOf(known))
    throw usageError(`--format: "${known}" is not known; "phasegate formats" lists what is`)
  return { label, text, format: known, modifiedAt }
}

/** Runs a parser; where the text is at fault, the file, the place and the format that was looked for are told. */
function reading<T>(file: ResultFile, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof FormatError)
      throw usageError(`${file.label}: ${error.place}: ${error.message} (read as ${file.format})`)
    throw error
  }
}

/** A run in our own format is sent as itself, byte for byte; options that are given override it. */
function ownRun(file: ResultFile, options: Partial<Options>): Prepared {
  const data = reading(file, () => readJson(file.text, z.unknown()))
  const { environment, startedAt } = options
  const changed = Object.fromEntries(
    Object.entries({
      project: options.project,
      suite: options.suite,
      branch: options.branch,
      commit: options.commit,
      startedAt,
      environment:
        environment === undefined
          ? undefined
          : { ...(data as Partial<RunUpload>)?.environment, name: environment },
    }).filter(([, value]) => value !== undefined),
  )
  const overridden = Object.keys(changed).length > 0 && typeof data === 'object' && data !== null
  const run = overridden ? Object.assign({}, data, changed) : data
  return checked(file.label, run, overridden ? JSON.stringify(run) : file.text)
}

/** Everything that leaves the agent is what the server will read. */
export function checked(label: string, run: unknown, body = JSON.stringify(run)): Prepared {
  const parsed = runUpload.safeParse(run)
  if (parsed.success) return { label, run: parsed.data, body }
  const issue = parsed.error.issues[0]!
  const path = pathText(issue.path)
  throw usageError(`${label}: ${path || 'the run'}: ${issue.message}`)
}

/** Turns a result file into the run that will be sent. */
export function prepare(file: ResultFile, options: Options, loaded: LoadedConfig | null): Prepared {
  if (file.format === 'phasegate') return ownRun(file, options)
  const parsed = reading(file, () => parseFormat(file.format, file.text))
  const { environment: named, ...who } = identify(options, loaded, parsed)
  const run = {
    ...who,
    startedAt: options.startedAt ?? parsed.startedAt ?? file.modifiedAt.toISOString(),
    environment: { ...parsed.environment, name: named },
    agent: { name: 'phasegate', version: VERSION },
    measurements: parsed.measurements,
  }
  // the same file is the same run, wherever the branches stand by then
  const runId = uuidFromName(JSON.stringify(run), NAMESPACE)
  const environment = { ...run.environment, base: baseOf(who.branch, who.commit) }
  return checked(file.label, { runId, ...run, environment })
}

/** What a result file measured, for judging it here, and how many samples each launch gave where it says so. */
export function measuredIn(file: ResultFile): Measured {
  if (file.format !== 'phasegate')
    return { measurements: reading(file, () => parseFormat(file.format, file.text).measurements) }
  const { measurements, environment } = ownRun(file, {}).run
  return { measurements, launches: environment.measuring?.launches }
}
