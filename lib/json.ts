import { jsonFaultAt } from './core/formats/json-fault'
import { AppError } from './errors'

export type JsonLimits = { depth: number; keys: number; containers: number }
/** The deepest upload there may be has four levels and, at 5,000 measurements, 30,000 keys. */
export const UPLOAD_LIMITS: JsonLimits = { depth: 32, keys: 60_000, containers: 30_000 }
/** Other tools' files say much more of each benchmark. */
export const IMPORT_LIMITS: JsonLimits = { depth: 64, keys: 500_000, containers: 200_000 }

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
const QUOTE = 34
const BACKSLASH = 92

const refuse = (path: string, message: string) =>
  new AppError('bad_request', `The body is not as expected: ${path || 'it'}: ${message}.`, [
    { path, message },
  ])

type Level = { array: boolean; index: number; key: string; seen: Set<string> | null }

const pathOf = (levels: Level[]) =>
  levels
    .slice(0, 40)
    .map((l, i) => (l.array ? `[${l.index}]` : (i ? '.' : '') + l.key.slice(0, 60)))
    .join('')

/** The end quote of the string that starts at `start`, or the end of the text. */
function endOfString(text: string, start: number) {
  for (let i = start + 1; ; ) {
    const quote = text.indexOf('"', i)
    if (quote === -1) return text.length
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++
    if (slashes % 2 === 0) return quote
    i = quote + 1
  }
}

function decode(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end)
  if (!raw.includes('\\')) return raw
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    return raw
  }
}

/**
 * Walks the text once, before any parser does: JSON.parse takes four million levels and half a million keys without a word, keeps
 * the last of two equal keys, and makes lone surrogates that a database changes in silence. Grammar is left to JSON.parse.
 */
export function guardJson(text: string, limits: JsonLimits) {
  const levels: Level[] = []
  let keys = 0
  let containers = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    const top = levels.at(-1)
    if (c === QUOTE) {
      const end = endOfString(text, i)
      const string = decode(text, i, end)
      let next = end + 1
      while (next < text.length && text.charCodeAt(next) <= 32) next++
      if (top && !top.array && text[next] === ':') {
        top.key = string
        if (++keys > limits.keys) throw refuse('', `has more than ${limits.keys} keys`)
        if (FORBIDDEN.has(string)) throw refuse(pathOf(levels), 'is not allowed as a key')
        top.seen ??= new Set()
        if (top.seen.has(string)) throw refuse(pathOf(levels), 'is given twice')
        top.seen.add(string)
      }
      if (!string.isWellFormed()) throw refuse(pathOf(levels), 'has half of a character (a lone surrogate)')
      if (string.includes('\0')) throw refuse(pathOf(levels), 'has a NUL character')
      i = end
    } else if (c === 123 || c === 91) {
      levels.push({ array: c === 91, index: 0, key: '', seen: null })
      if (levels.length > limits.depth) throw refuse('', `is nested deeper than ${limits.depth} levels`)
      if (++containers > limits.containers)
        throw refuse('', `has more than ${limits.containers} objects and arrays`)
    } else if (c === 125 || c === 93) levels.pop()
    else if (c === 44 && top?.array) top.index++
  }
}

/** The bytes as text; refuses what is not UTF-8 and the NUL that no database text can hold. */
export function utf8(bytes: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AppError('bad_request', 'The body is not valid UTF-8.')
  }
  const at = text.indexOf('\0')
  if (at !== -1) throw new AppError('bad_request', `The body has a NUL character at position ${at}.`)
  return text
}

/** The value of a JSON body, or a 400. A byte order mark is for files: RFC 8259 (section 8.1) forbids it to senders. */
export function readJson(bytes: Uint8Array): unknown {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new AppError('bad_request', 'The body begins with a byte order mark; send the JSON without it.')
  return parseJson(utf8(bytes))
}

/** The text's value, within the limits, or a 400. */
export function parseJson(text: string, limits = UPLOAD_LIMITS): unknown {
  guardJson(text, limits)
  try {
    return JSON.parse(text)
  } catch {
    const at = jsonFaultAt(text) ?? text.length
    throw new AppError(
      'bad_request',
      at < text.length
        ? `The body is not valid JSON at position ${at}.`
        : 'The body is not valid JSON: it ends too soon, as if it were cut off.',
    )
  }
}
