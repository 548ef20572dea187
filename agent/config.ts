import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { constructFromEvents, type Event, parseEvents, YAMLException } from 'js-yaml'
import type * as z from 'zod'
import { type Config, configSchema } from './config-schema'
import { usageError } from './exit'
import { offsetOf } from './yaml-places'

/** Aliases of aliases make a small file a huge value. */
const MAX_ALIASES = 100

export type LoadedConfig = { file: string; directory: string; config: Config }

const pathText = (path: PropertyKey[]) =>
  path.reduce<string>(
    (s, key) => (typeof key === 'number' ? `${s}[${key}]` : s ? `${s}.${String(key)}` : String(key)),
    '',
  )

function describe(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  const told = issue.code === 'custom' && issue.params ? (issue.params as z.core.$ZodIssue) : issue
  const unknownKey = told.code === 'unrecognized_keys' ? told.keys[0] : undefined
  if (unknownKey !== undefined)
    return { path: [...issue.path, unknownKey], message: 'is not a key of this place' }
  const message = issue.message
    .replace('Invalid input: expected', 'must be')
    .replace(', received undefined', ' and is missing')
  return { path: issue.path, message }
}

/** Reads and checks a configuration; a mistake is one line with file, line, column and key. */
export function readConfig(file: string): LoadedConfig {
  let source: string
  try {
    source = readFileSync(file, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw usageError(`${file}: ${missing ? 'no such file; give --config FILE' : (error as Error).message}`)
  }
  const place = (offset: number) => {
    const before = source.slice(0, offset).split('\n')
    return `${file}:${before.length}:${before.at(-1)!.length + 1}`
  }
  let events: Event[]
  let documents: unknown[]
  try {
    events = parseEvents(source, {})
    documents = constructFromEvents(events, { source, maxAliases: MAX_ALIASES })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const reason = error.reason === 'duplicated mapping key' ? 'keys must be unique' : error.reason
    throw usageError(`${error.mark ? place(error.mark.position) : file}: ${reason}`)
  }
  if (documents.length > 1) throw usageError(`${file}: must be one document, not ${documents.length}`)
  const parsed = configSchema.safeParse(documents[0] ?? {})
  if (!parsed.success) {
    const { path, message } = describe(parsed.error.issues[0]!)
    throw usageError(
      `${place(offsetOf(events, source, path))}: ${path.length ? `${pathText(path)} ` : ''}${message}`,
    )
  }
  return { file, directory: dirname(resolve(file)), config: parsed.data }
}
