import { skipped } from '../skipped'
import { fitError } from './fit'
import type { Format } from './format'
import { FormatError } from './format-error'
import { type Found, measured } from './measured'
import { decodeEntities, type Node, parseXml, rootOf } from './xml'

type Case = { name: string; time: number | null; fault: string | null; skip: string | null }

const NOT_RUN = /^(?:notrun|disabled|suppressed|skipped)$/i
const MANY = new Set(['testsuite', 'testcase', 'failure', 'error', 'skipped'])

const children = (node: Node, name: string) => (node[name] as (Node | string)[] | undefined) ?? []
const attribute = (node: Node, name: string) => {
  const value = node[`@${name}`]
  // white space in an attribute is a space, unless it was written as a character
  return typeof value === 'string' ? decodeEntities(value.replace(/[\t\r\n]/g, ' ')) : ''
}

/**
 * Seconds as tools write them: "0.656", "1,234.5" with thousands, and "0,656" or "1.234,5" where the decimal sign is a comma. Null when
 * there are none.
 */
export function seconds(text: string): number | null {
  const commas = text.split(',').length - 1
  const decimalComma = text.includes('.') ? text.lastIndexOf(',') > text.lastIndexOf('.') : commas === 1
  const plain = decimalComma ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '')
  return /^\s*\d*\.?\d+(e[+-]?\d+)?\s*$/i.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : null
}

const wordsOf = (node: Node | string) =>
  typeof node === 'string'
    ? decodeEntities(node)
    : attribute(node, 'message') || decodeEntities(String(node['#text'] ?? ''))

/** The first line of what went wrong, fit for the wire. */
function fault(node: Node): string | null {
  const first = [...children(node, 'failure'), ...children(node, 'error')][0]
  return first === undefined ? null : fitError(wordsOf(first), 'failed without a message')
}

/** That a case was skipped, and why. GoogleTest and CTest say of a disabled one in an attribute that it did not run. */
function skip(node: Node): string | null {
  const first = children(node, 'skipped')[0]
  if (first !== undefined) return skipped(fitError(wordsOf(first), ''))
  const state = [attribute(node, 'status'), attribute(node, 'result')].find((s) => NOT_RUN.test(s))
  return state ? skipped(/^skipped$/i.test(state) ? '' : state) : null
}

function cases(suite: Node, trail: string[]): Case[] {
  const name = attribute(suite, 'name')
  const here = name ? [...trail, name] : trail
  const own = children(suite, 'testcase').flatMap((node): Case[] => {
    if (typeof node === 'string') return []
    const title = [attribute(node, 'classname') || here.at(-1), attribute(node, 'name')]
      .filter(Boolean)
      .join('.')
    return [{ name: title, time: seconds(attribute(node, 'time')), fault: fault(node), skip: skip(node) }]
  })
  const broken = fault(suite)
  const whole = broken
    ? [{ name: here.join('.') || 'test suite', time: null, fault: broken, skip: null }]
    : []
  const nested = children(suite, 'testsuite').flatMap((s) => (typeof s === 'string' ? [] : cases(s, here)))
  return [...own, ...whole, ...nested]
}

/** One measurement a name: a fault if any case failed, the times of those that ran, or that all were skipped. */
function reading(of: Case[]): Found['is'] {
  const broken = of.find((c) => c.fault !== null)
  if (broken) return { error: broken.fault! }
  const ran = of.filter((c) => c.skip === null)
  if (ran.length === 0) return { error: of[0]!.skip! }
  const times = ran.flatMap((c) => (c.time === null ? [] : [c.time]))
  if (times.length === 0) return { error: 'the report gives no time for this test' }
  return { unit: 's', samples: times }
}

export const junit: Format = {
  name: 'junit',
  title: 'JUnit XML (test times)',
  detect: (text) => ['testsuite', 'testsuites'].includes(rootOf(text) ?? ''),
  parse(text) {
    const tree = parseXml(text, MANY)
    const roots = [...children(tree, 'testsuite'), tree.testsuites].filter(
      (n) => typeof n === 'object',
    ) as Node[]
    const byName = new Map<string, Case[]>()
    for (const found of roots.flatMap((root) => cases(root, []))) {
      const same = byName.get(found.name)
      if (same) same.push(found)
      else if (found.name !== '') byName.set(found.name, [found])
    }
    if (byName.size === 0) throw new FormatError('holds no test', 'testsuite')
    const found = [...byName].map(([name, of]) => ({ name, is: reading(of) }))
    return { measurements: measured(found, 'testsuite') }
  },
}
