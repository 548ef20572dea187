import { tryJson } from './json'

const NOT_FINITE = /-?\b(?:NaN|nan|Infinity|inf)\b/g

/** JSON text in which NaN and Infinity, which some tools write bare, are null; what is in quotes is left as it is. */
export function withoutNaN(text: string): string {
  const parts: string[] = []
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at)
    const end = quote === -1 ? text.length : quote
    parts.push(text.slice(at, end).replace(NOT_FINITE, 'null'))
    if (quote === -1) break
    let close = quote + 1
    while (close < text.length && text[close] !== '"') close += text[close] === '\\' ? 2 : 1
    parts.push(text.slice(quote, close + 1))
    at = close + 1
  }
  return parts.join('')
}

/** The JSON of a text that may have bare NaN in it, or undefined when it is none. */
export const tryLooseJson = (text: string): unknown =>
  tryJson(text) ?? (/\b(NaN|nan|Infinity|inf)\b/.test(text) ? tryJson(withoutNaN(text)) : undefined)
