const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const ESCAPES = '"\\/bfnrt'

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing'

/** Offset behind the string that starts at `start`, or of what it must not hold, as a negative number less one. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i]!
    if (c === '"') return i + 1
    if (c < ' ') return -i - 1
    if (c !== '\\') continue
    i++
    if (text[i] === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(i + 1, i + 5))) i += 4
    else if (!ESCAPES.includes(text[i] ?? '')) return -i
  }
  return -text.length - 1
}

/**
 * Offset at which a text stops being JSON, its length when it ends too early, null when it is JSON. Engines tell the place of some
 * mistakes only, each in its own words.
 */
export function jsonFaultAt(text: string): number | null {
  const open: string[] = []
  let expected: Expected = 'value'
  for (let at = 0; ; ) {
    while (at < text.length && ' \t\n\r'.includes(text[at]!)) at++
    const c = text[at]
    if (c === undefined) return expected === 'nothing' ? null : at
    const ends = expected === 'value or end' || expected === 'key or end' || expected === 'comma or end'
    const afterValue = () => (open.length ? 'comma or end' : 'nothing')
    if (ends && (c === ']' || c === '}') && open.at(-1) === (c === ']' ? '[' : '{')) {
      open.pop()
      expected = afterValue()
      at++
    } else if (expected === 'colon' && c === ':') {
      expected = 'value'
      at++
    } else if (expected === 'comma or end' && c === ',') {
      expected = open.at(-1) === '[' ? 'value' : 'key'
      at++
    } else if (c === '"' && /^(value|key)/.test(expected)) {
      const end = endOfString(text, at)
      if (end < 0) return -end - 1
      expected = expected.startsWith('key') ? 'colon' : afterValue()
      at = end
    } else if (!expected.startsWith('value')) return at
    else if (c === '[' || c === '{') {
      open.push(c)
      expected = c === '[' ? 'value or end' : 'key or end'
      at++
    } else {
      SCALAR.lastIndex = at
      if (!SCALAR.test(text)) return at
      at = SCALAR.lastIndex
      expected = afterValue()
    }
  }
}
