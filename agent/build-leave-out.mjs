import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** jStat is one file made of parts; its Makefile joins them like this. */
const JSTAT_PARTS = ['_header', 'core', 'special', 'distribution', '_footer']
const JSTAT_NEEDS = new Set(
  (
    'studentt normal binomial extend _init gammaln betacf ibeta ibetainv erf erfc erfcinv ' +
    'combination combinationln factorialln'
  ).split(' '),
)

async function jstat(file) {
  const part = (name) => readFile(path.join(file, '..', '..', 'src', `${name}.js`), 'utf8')
  const unneeded = (text, name) => (JSTAT_NEEDS.has(name) ? text : '')
  return (await Promise.all(JSTAT_PARTS.map(part)))
    .join('\n')
    .replace(/^jStat\.extend\(jStat\.(\w+), \{[\s\S]*?^\}\);$/gm, unneeded)
    .replace(/^jStat\.(\w+) = function[\s\S]*?^\};?$/gm, unneeded)
    .replace(/^function (?:tukey\w+|laplaceSign)\([\s\S]*?^\}$/gm, '')
}

/** A module that exports the same names, and does nothing. */
const hollow = (text) =>
  [...text.matchAll(/^export (?:const|function) (\w+)/gm)]
    .map(([, name]) => `export const ${name} = () => () => {}`)
    .join('\n')

/** Zod hangs on every schema a writer of JSON Schema, and on every string each of its formats, which are functions of `z` too. */
const zodSchemas = (text) =>
  text
    .replace('import { util } from "../core/index.js"', 'import * as util from "../core/util.js"')
    .replaceAll('core.util.', 'util.')
    .replace(/^ +inst\._zod\.processJSONSchema = .*;$/gm, '')
    .replace(
      /^ {4}\w+\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm,
      '',
    )

/** js-yaml makes its writer and the tags of YAML 1.1 in ways a bundler takes for side effects. */
const jsYaml = (text) =>
  text.replace(
    /^var (\w+) = ((?:define\w+Tag\(|new Schema\(|\w+\.withTags\(|\{\n)[\s\S]*?\n[\]}]\)?);$/gm,
    'var $1 = /* @__PURE__ */ (() => ($2))();',
  )

/**
 * What the agent never calls and no bundler can know of. Packages shrink by it and nothing else changes: build.test.ts holds what is left
 * against the whole.
 */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    const change = (filter, make) =>
      build.onLoad({ filter }, async ({ path: file }) => ({
        contents: await make(file, () => readFile(file, 'utf8')),
      }))
    change(/jstat[\\/]dist[\\/]jstat\.js$/, jstat)
    change(/zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/, async (_, read) =>
      hollow(await read()),
    )
    change(/zod[\\/]v4[\\/]classic[\\/]schemas\.js$/, async (_, read) => zodSchemas(await read()))
    change(/js-yaml[\\/]dist[\\/]js-yaml\.mjs$/, async (_, read) => jsYaml(await read()))
  },
}
