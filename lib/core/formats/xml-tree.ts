export type Node = { [name: string]: unknown }

/** Where a text stops being well-formed, as an offset; or that it is nested too deeply. */
export class XmlFault extends Error {
  constructor(readonly at: number | 'too deep') {
    super('XML')
  }
}

const NAME = '[\\p{L}_:][\\p{L}\\p{M}\\p{N}_.:·-]*'
const OPENING = new RegExp(`<(${NAME})`, 'uy')
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'uy')
const TAG_END = /\s*(\/?)>/y
const CLOSING = new RegExp(`</(${NAME})\\s*>`, 'uy')
const STRAY_AMPERSAND = /&(?!#\d+;|#x[0-9a-f]+;|[\p{L}_:][\p{L}\p{M}\p{N}_.:·-]*;)/iu

type Open = { name: string; at: number; node: Node; text: string }

/** A plain object would take an element named `__proto__` for its prototype. */
const empty = (): Node => Object.create(null)

function add(parent: Node, name: string, value: unknown, many: ReadonlySet<string>) {
  const known = parent[name]
  if (known === undefined) parent[name] = many.has(name) ? [value] : value
  else if (Array.isArray(known)) known.push(value)
  else parent[name] = [known, value]
}

/** An element with nothing but text is that text. */
function asValue({ node, text }: Open): unknown {
  if (text) node['#text'] = text
  const keys = Object.keys(node)
  return keys.length === 0 ? '' : keys.length === 1 && text ? text : node
}

/**
 * Reads XML 1.0 that declares nothing (Bray et al., "Extensible Markup Language", 5th ed., without its section 2.8): attributes become
 * `@name`, elements named in `many` are always arrays, others when they repeat, text beside them is `#text`. References to entities stay
 * as they are. Reports that were put one behind the other are read too, so there may be several roots. Throws XmlFault.
 */
export function readTree(text: string, many: ReadonlySet<string>, deepest: number): Node {
  const root: Open = { name: '', at: 0, node: empty(), text: '' }
  const open = [root]
  let deep = false
  let at = text.startsWith('\uFEFF') ? 1 : 0

  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  /** What stands between `start` and the next `end`. */
  const until = (start: string, end: string) => {
    const stop = text.indexOf(end, at + start.length)
    if (stop < 0) throw new XmlFault(at)
    const inside = text.slice(at + start.length, stop)
    at = stop + end.length
    return inside
  }
  const close = () => {
    const element = open.pop()!
    add(open.at(-1)!.node, element.name, asValue(element), many)
  }

  while (at < text.length) {
    const here = open.at(-1)!
    if (text[at] !== '<') {
      const next = text.indexOf('<', at)
      const piece = text.slice(at, next < 0 ? text.length : next)
      const stray = STRAY_AMPERSAND.exec(piece)
      if (stray) throw new XmlFault(at + stray.index)
      const trimmed = piece.trim()
      if (trimmed && here === root) throw new XmlFault(at)
      here.text += trimmed
      at += piece.length
    } else if (text.startsWith('<!--', at)) until('<!--', '-->')
    else if (text.startsWith('<?', at)) until('<?', '?>')
    else if (text.startsWith('<![CDATA[', at)) {
      if (here === root) throw new XmlFault(at)
      here.text += until('<![CDATA[', ']]>')
    } else if (text.startsWith('</', at)) {
      const start = at
      if (match(CLOSING)?.[1] !== here.name || here === root) throw new XmlFault(start)
      close()
    } else {
      const start = at
      const name = match(OPENING)?.[1]
      if (name === undefined) throw new XmlFault(start)
      const node = empty()
      for (let found = match(ATTRIBUTE); found; found = match(ATTRIBUTE)) {
        const key = `@${found[1]}`
        if (key in node) throw new XmlFault(start)
        node[key] = (found[2] ?? found[3] ?? '').trim()
      }
      const end = match(TAG_END)
      if (!end) throw new XmlFault(at)
      open.push({ name, at: start, node, text: '' })
      if (open.length > deepest + 1) deep = true
      if (end[1]) close()
    }
  }
  if (open.length > 1) throw new XmlFault(open[1]!.at)
  if (Object.keys(root.node).length === 0) throw new XmlFault(0)
  if (deep) throw new XmlFault('too deep')
  return root.node
}
