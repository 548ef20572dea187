import { readdirSync, readFileSync } from 'node:fs'

/** Packages that are inside of the built agent. */
export const BUNDLED = ['js-yaml', 'jstat', 'postgres', 'uuid', 'ws', 'zod']

const inPackage = (name, file) => new URL(`../node_modules/${name}/${file}`, import.meta.url)

function licenceOf(name) {
  const { version, license } = JSON.parse(readFileSync(inPackage(name, 'package.json'), 'utf8'))
  if (license === 'Unlicense')
    return { line: `${name} ${version}: in the public domain (Unlicense)`, terms: null }
  const file = readdirSync(inPackage(name, '')).find((f) => /^licen[cs]e/i.test(f))
  const text = readFileSync(inPackage(name, file), 'utf8')
  return {
    line: `${name} ${version}: ${/^.*\bCopyright .*$/m.exec(text)[0].trim()}`,
    terms: text.slice(text.indexOf('Permission is hereby granted')).trim(),
  }
}

/** What the licences of the packages inside ask to be told: their holders, and the terms once, which are the same for all. */
export function notice() {
  const all = BUNDLED.map(licenceOf)
  const given = all.flatMap(({ terms }) => terms ?? [])
  const [first, ...others] = given.map((terms) => terms.replace(/\s+/g, ' '))
  if (others.some((terms) => terms !== first))
    throw new Error('the packages inside the agent are under unlike licences')
  const lines = all.map(({ line }) => line).join('\n')
  return `/*\nThis file contains:\n${lines}\nEach, unless another is named, under the MIT License:\n\n${given[0]}\n*/`
}
