import { tryJson } from './json'

/** The end quote of the string that starts at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; ; ) {
    const quote = text.indexOf('"', i)
    if (quote < 0) return text.length
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return quote + 1
    i = quote + 1
  }
}

const ANY = /\b(?:NaN|nan|Infinity|inf)\b/
const BARE = /"|-?\b(?:NaN|nan|Infinity|inf)\b/
const named = (bare: string) =>
  /nan/i.test(bare) ? '"NaN"' : bare.startsWith('-') ? '"-Infinity"' : '"Infinity"'

/**
 * JSON as Python, C++ and .NET write it, made JSON: where NaN and Infinity stand bare they become the texts of themselves. No number is
 * guessed for them, and none goes without a word, as null would.
 */
export function strictJson(text: string): string {
  const plain = text.replace(/^\uFEFF/, '')
  if (!ANY.test(plain)) return plain
  const parts: string[] = []
  let from = 0
  const next = new RegExp(BARE, 'g')
  for (let found = next.exec(plain); found; found = next.exec(plain))
    if (found[0] === '"') next.lastIndex = endOfString(plain, found.index)
    else {
      parts.push(plain.slice(from, found.index), named(found[0]))
      from = next.lastIndex
    }
  parts.push(plain.slice(from))
  return parts.join('')
}

/** The number that a JSON value is; NaN for the text of what is none, undefined for what is absent or of another kind. */
export const looseNumber = (value: unknown): number | undefined =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && /^(?:NaN|-?Infinity)$/.test(value)
      ? Number(value)
      : undefined

/** Whether a text that is no JSON for its NaN alone, and has the key, is of a shape. */
export function isLoose(
  text: string,
  json: unknown,
  key: string,
  isShape: (json: unknown) => boolean,
): boolean {
  if (json !== undefined || !/^\s*\{/.test(text) || !text.includes(`"${key}"`)) return false
  return ANY.test(text) && isShape(tryJson(strictJson(text)))
}
