import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { brotliCompressSync, constants } from 'node:zlib'
import { build, stop } from 'esbuild'
import { notice } from './licences.mjs'

const inAgent = (name) => new URL(name, import.meta.url)
const { version } = JSON.parse(readFileSync(inAgent('../package.json'), 'utf8'))

/**
 * The agent as one script. As CommonJS, for then a module is initialised, and what it wants of Node is loaded, when a command first
 * asks for it. Nothing is outside of it but Node's own modules, so those are all that `require` has to know.
 */
export const bundleAgent = () =>
  build({
    entryPoints: ['agent/cli.ts'],
    absWorkingDir: inAgent('..').pathname,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // what is unpacked has no loader of its own: Node's modules are asked for by `require` too
    supported: { 'dynamic-import': false },
    // ws would take its native helpers, which are not in the file, for present
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    minify: true,
    charset: 'utf8',
    // so that a stack trace still says where
    lineLimit: 200,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
    outfile: 'phasegate.cjs',
  })

/** Weighs a third of the script it unpacks, and unpacks it in less time than the difference takes to read. */
function packed(script) {
  const data = brotliCompressSync(script, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: script.length },
  })
  return `#!/usr/bin/env node
if (/^(--version|-V)$/.test(process.argv[2])) process.stdout.write('phasegate ${version}\\n')
else {
  const node = process.getBuiltinModule
  const script = node('zlib').brotliDecompressSync(Buffer.from('${data.toString('base64')}', 'base64')).toString()
  const module = { exports: {} }
  const run = new (node('vm').Script)('(function (require, module, exports) {' + script + '\\n})', { filename: 'phasegate.cjs' })
  run.runInThisContext()(node, module, module.exports)
}
${notice()}
`
}

/** Builds the agent from its sources into one file that needs nothing but Node. */
export async function buildAgent(outfile) {
  const { outputFiles } = await bundleAgent()
  await stop()
  await writeFile(outfile, packed(outputFiles[0].contents), { mode: 0o755 })
}
