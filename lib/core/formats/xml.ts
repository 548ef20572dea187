import { FormatError } from './format-error'
import { placeAt } from './json'
import { type Node, readTree, XmlFault } from './xml-tree'

export type { Node }

const DEEPEST = 100
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const pastEnd = (text: string, end: string, from: number) => {
  const at = text.indexOf(end, from)
  return at < 0 ? text.length : at + end.length
}

/** Where the text goes on after white space, comments and processing instructions. */
function afterMisc(text: string): number {
  let at = 0
  for (;;) {
    while (at < text.length && /[\s\uFEFF]/.test(text[at]!)) at++
    if (text.startsWith('<!--', at)) at = pastEnd(text, '-->', at + 4)
    else if (text.startsWith('<?', at)) at = pastEnd(text, '?>', at + 2)
    else return at
  }
}

/** Name of the root element, or of what a document type declares it to be; null when the text does not begin like XML. */
export const rootOf = (text: string): string | null => {
  const start = text.slice(afterMisc(text)).slice(0, 300)
  return /^<(?:!DOCTYPE\s+)?([\p{L}_][\p{L}\p{N}_.:-]*)(?=[\s/>[]|$)/u.exec(start)?.[1] ?? null
}

/** A declaration may define entities that grow without end or read files; none is ever needed. */
function refuseDeclarations(text: string) {
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at)) {
    if (text.startsWith('<!--', at)) at = pastEnd(text, '-->', at + 4)
    else if (text.startsWith('<![CDATA[', at)) at = pastEnd(text, ']]>', at + 9)
    else
      throw new FormatError(
        'is a declaration, such as of a document type, which is refused',
        placeAt(text, at),
      )
  }
}

/** The five entities that XML has, and characters by number. */
export const decodeEntities = (text: string): string =>
  text
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
      if (name) return NAMED[name] ?? whole
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .toWellFormed()

/**
 * An XML text as nested objects: attributes are `@name`, the elements named in `many` are always arrays, entities are left as they are.
 * Throws FormatError with the place.
 */
export function parseXml(text: string, many: ReadonlySet<string>): Node {
  refuseDeclarations(text)
  try {
    return readTree(text, many, DEEPEST)
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error
    if (error.at === 'too deep')
      throw new FormatError(`is nested deeper than ${DEEPEST} levels`, 'the document')
    throw new FormatError('is not well-formed XML here', placeAt(text, error.at))
  }
}
