import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Measurement } from '../wire'
import type { Format } from './format'
import { FormatError } from './format-error'

type Node = { [name: string]: unknown }
type Case = { name: string; time: number | null; fault: string | null }

const MANY = new Set(['testsuite', 'testcase', 'failure', 'error', 'skipped'])
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name, _path, _leaf, isAttribute) => !isAttribute && MANY.has(name),
})

const children = (node: Node, name: string) => (node[name] as (Node | string)[] | undefined) ?? []
const attribute = (node: Node, name: string) =>
  typeof node[`@${name}`] === 'string' ? String(node[`@${name}`]) : ''

/** Seconds as tools write them: "0.656", "1,234.5" or, where the decimal sign is a comma, "0,656". Null when there are none. */
export function seconds(text: string): number | null {
  const plain = text.includes('.') ? text.replaceAll(',', '') : text.replace(',', '.')
  const value = Number(plain.trim())
  return plain.trim() === '' || !Number.isFinite(value) || value < 0 ? null : value
}

/** The first line of what went wrong, fit for the wire. */
function fault(node: Node): string | null {
  const first = [...children(node, 'failure'), ...children(node, 'error')][0]
  if (first === undefined) return null
  const text = typeof first === 'string' ? first : attribute(first, 'message') || String(first['#text'] ?? '')
  const line = text
    .split('\n')[0]!
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
  return (line || 'failed without a message').slice(0, 300)
}

function cases(suite: Node, trail: string[]): Case[] {
  const name = attribute(suite, 'name')
  const here = name ? [...trail, name] : trail
  const own = children(suite, 'testcase').flatMap((node): Case[] => {
    if (typeof node === 'string' || children(node, 'skipped').length > 0) return []
    const title = [attribute(node, 'classname') || here.at(-1), attribute(node, 'name')]
      .filter(Boolean)
      .join('.')
    return [{ name: title, time: seconds(attribute(node, 'time')), fault: fault(node) }]
  })
  const broken = fault(suite)
  const whole = broken ? [{ name: here.join('.') || 'test suite', time: null, fault: broken }] : []
  const nested = children(suite, 'testsuite').flatMap((s) => (typeof s === 'string' ? [] : cases(s, here)))
  return [...own, ...whole, ...nested]
}

/** One measurement a name: a fault if any case failed, the time, or the times of a case that ran more than once. */
function measurement(metric: string, of: Case[]): Measurement {
  const broken = of.find((c) => c.fault !== null)
  if (broken) return { metric, error: broken.fault! }
  const times = of.flatMap((c) => (c.time === null ? [] : [c.time]))
  if (times.length === 0) return { metric, error: 'the report gives no time for this test' }
  return times.length === 1 ? { metric, unit: 's', value: times[0]! } : { metric, unit: 's', samples: times }
}

export const junit: Format = {
  name: 'junit',
  title: 'JUnit XML (test times)',
  detect: (text) => /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<testsuites?[\s>/]/.test(text),
  parse(text) {
    if (/<!(DOCTYPE|ENTITY)/i.test(text))
      throw new FormatError('has a document type declaration, which is refused', 'the document')
    const valid = XMLValidator.validate(text)
    if (valid !== true)
      throw new FormatError('is not well-formed XML here', `line ${valid.err.line}, column ${valid.err.col}`)
    const tree = parser.parse(text) as Node
    const roots = [...children(tree, 'testsuite'), tree.testsuites].filter(
      (n) => typeof n === 'object',
    ) as Node[]
    const byName = new Map<string, Case[]>()
    for (const found of roots.flatMap((root) => cases(root, [])))
      if (found.name !== '') byName.set(found.name, [...(byName.get(found.name) ?? []), found])
    if (byName.size === 0) throw new FormatError('holds no test that ran', 'testsuite')
    return { measurements: [...byName].map(([name, of]) => measurement(name, of)) }
  },
}
