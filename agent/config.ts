import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { type Config, configSchema } from './config-schema'
import { usageError } from './exit'

export const DEFAULT_CONFIG = 'phasegate.yml'

export type LoadedConfig = { file: string; directory: string; config: Config }

/** Where in the text a path of the data stands: the node itself, an unknown key, or the nearest parent. */
function offsetOf(doc: Document, path: PropertyKey[]): number {
  const keys = path.map((key) => (typeof key === 'number' ? key : String(key)))
  for (let length = keys.length; length >= 0; length--) {
    const at = keys.slice(0, length)
    const parent = length === 0 ? doc.contents : doc.getIn(at.slice(0, -1), true)
    if (isMap(parent) && length > 0) {
      const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(at.at(-1)))
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0]
    }
    const node = length === 0 ? doc.contents : doc.getIn(at, true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

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
  const lines = new LineCounter()
  const doc = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const syntax = doc.errors[0]
  if (syntax) throw usageError(`${place(syntax.pos[0])}: ${syntax.message}`)

  let data: unknown
  try {
    data = doc.toJS()
  } catch (error) {
    throw usageError(`${file}: ${(error as Error).message}`)
  }
  const parsed = configSchema.safeParse(data ?? {})
  if (!parsed.success) {
    const { path, message } = describe(parsed.error.issues[0]!)
    throw usageError(`${place(offsetOf(doc, path))}: ${path.length ? `${pathText(path)} ` : ''}${message}`)
  }
  return { file, directory: dirname(resolve(file)), config: parsed.data }
}

/** The configuration named by `--config`, else phasegate.yml of this directory when there is one. */
export function findConfig(named: string | undefined): LoadedConfig | null {
  if (named !== undefined) return readConfig(named)
  return existsSync(DEFAULT_CONFIG) ? readConfig(DEFAULT_CONFIG) : null
}
