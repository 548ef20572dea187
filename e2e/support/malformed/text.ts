import type { Random } from './random'

type Damage = (text: string, random: Random) => string

/** The text with nothing in its strings, so that a bracket in a name is not taken for one. */
const masked = (text: string) =>
  text.replace(/"(\\.|[^"\\])*"/g, (string) => `"${'_'.repeat(string.length - 2)}"`)

/** Where a pattern stands in the structure of a text; one of its places. */
function place(text: string, pattern: RegExp, random: Random) {
  const found = [...masked(text).matchAll(pattern)]
  const match = random.oneOf(found)
  return { at: match.index, end: match.index + match[0].length }
}
const put = (text: string, at: number, end: number, more: string) =>
  text.slice(0, at) + more + text.slice(end)

const NUMBER = /(?<=[[:,]\s*)-?\d+(\.\d+)?(?=\s*[,\]}])/g
const STRING = /"[^"]+"(?=\s*[,\]}])/g
const KEY = /(?<=[{,]\s*)"[^"]+"(?=\s*:)/g
const OBJECT = /\{(?=")/g

const inNumber =
  (more: string): Damage =>
  (text, random) => {
    const { at, end } = place(text, NUMBER, random)
    return put(text, at, end, more)
  }
const inString =
  (more: string): Damage =>
  (text, random) => {
    const { at } = place(text, STRING, random)
    return put(text, at + 1, at + 1, more)
  }
const inKey =
  (more: string): Damage =>
  (text, random) => {
    const { at } = place(text, KEY, random)
    return put(text, at + 1, at + 1, more)
  }
const newKey =
  (key: string): Damage =>
  (text, random) => {
    const { end } = place(text, OBJECT, random)
    return put(text, end, end, `"${key}":{"polluted":true},`)
  }
const without =
  (pattern: RegExp): Damage =>
  (text, random) => {
    const { at, end } = place(text, pattern, random)
    return put(text, at, end, '')
  }
const inserted =
  (pattern: RegExp, more: string): Damage =>
  (text, random) => {
    const { end } = place(text, pattern, random)
    return put(text, end, end, more)
  }

/** What makes any JSON text with objects, strings and numbers in it one that no reader of ours may take. */
export const TEXT_DAMAGES: [string, Damage][] = [
  ['cut off', (text, random) => text.slice(0, 1 + random.below(text.length - 1))],
  ['without a bracket', without(/[[\]{}]/g)],
  ['without a quotation mark', without(/"/g)],
  ['without a colon', without(/(?<="):/g)],
  ['with a comma too many', inserted(/[[,{]/g, ',')],
  ['with a comma at the end', (text) => text.replace(/(?=\}$)/, ',')],
  ['with a comment', inserted(/[[,{]/g, '/* note */')],
  [
    'with single quotes',
    (text, random) => {
      const { at, end } = place(text, STRING, random)
      return put(text, at, end, `'${text.slice(at + 1, end - 1)}'`)
    },
  ],
  ['with a line break in a string', inString('\n')],
  ['with a tabulator in a string', inString('\t')],
  ['with an escape that is none', inString('\\x41')],
  ['with half an escape', inString('\\u12G')],
  ['with a NUL in a string', inString('\u0000')],
  ['with an escaped NUL in a string', inString('\\u0000')],
  ['with an escaped NUL in a key', inKey('\\u0000')],
  ['with a high surrogate alone', inString('\\ud83d')],
  ['with a low surrogate alone', inString('\\udc22')],
  ['with surrogates in the wrong order', inString('\\udc22\\ud83d')],
  ['with half a character in a key', inKey('\\ud800')],
  ['with NaN', inNumber('NaN')],
  ['with Infinity', inNumber('-Infinity')],
  ['with undefined', inNumber('undefined')],
  ['with a hexadecimal number', inNumber('0x1F')],
  ['with a leading zero', inNumber('017')],
  ['with a leading plus', inNumber('+17')],
  ['with a point and no digit', inNumber('17.')],
  ['with no digit before the point', inNumber('.5')],
  ['with an exponent and no digit', inNumber('1e')],
  ['with two minus signs', inNumber('--1')],
  [
    'with a key twice',
    (text, random) => {
      const { at, end } = place(text, /"[^"]+":("[^"]*"|-?[\d.]+)(?=\s*[,}])/g, random)
      return put(text, at, end, `${text.slice(at, end)},${text.slice(at, end)}`)
    },
  ],
  ['with a __proto__', newKey('__proto__')],
  ['with a constructor', newKey('constructor')],
  ['with a prototype', newKey('prototype')],
  ['with an escaped __proto__', newKey('\\u005f_proto__')],
  ['twice', (text) => text + text],
  ['with something after it', (text, random) => text + random.oneOf(['}', ']', 'x', '0', '"', '\u0000'])],
  [
    'with something before it',
    (text, random) => random.oneOf([")]}',\n", 'while(1);', 'data: ', '\u0000', ',']) + text,
  ],
]
