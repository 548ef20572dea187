import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** jStat is one file made of parts; the agent needs distributions and what they stand on. Its Makefile joins them like this. */
const JSTAT_PARTS = ['_header', 'core', 'special', 'distribution', '_footer']

/** What the agent never calls and no bundler can know of: packages shrink by it, and nothing else changes. */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onLoad({ filter: /jstat[\\/]dist[\\/]jstat\.js$/ }, async ({ path: file }) => {
      const part = (name) => readFile(path.join(file, '..', '..', 'src', `${name}.js`), 'utf8')
      return { contents: (await Promise.all(JSTAT_PARTS.map(part))).join('\n') }
    })
    // Zod hangs a JSON Schema writer on every schema; the agent writes none.
    build.onLoad(
      { filter: /zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/ },
      async ({ path: file }) => {
        const names = [...(await readFile(file, 'utf8')).matchAll(/^export (?:const|function) (\w+)/gm)].map(
          (m) => m[1],
        )
        return { contents: names.map((name) => `export const ${name} = () => () => {}`).join('\n') }
      },
    )
    // js-yaml makes its writer and the tags of YAML 1.1 in ways a bundler takes for side effects.
    build.onLoad({ filter: /js-yaml[\\/]dist[\\/]js-yaml\.mjs$/ }, async ({ path: file }) => {
      const made = /^var (\w+) = ((?:define\w+Tag\(|new Schema\(|\w+\.withTags\(|\{\n)[\s\S]*?\n[\]}]\)?);$/gm
      return {
        contents: (await readFile(file, 'utf8')).replace(made, 'var $1 = /* @__PURE__ */ (() => ($2))();'),
      }
    })
  },
}
