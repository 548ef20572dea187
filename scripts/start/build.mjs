// Everything that is made from the sources, each made again only when its sources changed.
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import { generateClient } from '../database/generate.mjs'
import { inRoot } from '../root.mjs'
import { runNode } from '../run.mjs'
import { fingerprint, onceFor } from './fingerprint.mjs'

const shared = ['package.json', 'package-lock.json', 'tsconfig.json']
const appSources = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'next.config.ts',
  'postcss.config.mjs',
]

export function ensureClient(signal) {
  const key = fingerprint(['prisma/schema.prisma', 'package-lock.json'])
  return onceFor('lib/db/generated/.made-from', key, () => generateClient(signal), signal)
}

export const ensureAgent = (signal) =>
  onceFor('agent/dist/.made-from', fingerprint(['agent', 'lib/core', ...shared]), makeAgent, signal)

async function makeAgent() {
  const { build, stop } = await import('esbuild')
  const { buildAgent } = await import('../../agent/build.mjs')
  fs.mkdirSync(inRoot('agent', 'dist'), { recursive: true })
  await buildAgent(inRoot('agent', 'dist', 'phasegate.mjs'))
  await build({ ...schemaBuild, absWorkingDir: inRoot() })
  await stop()
  await writeSchema()
}

const schemaBuild = {
  entryPoints: ['agent/json-schema.ts'],
  outfile: 'agent/dist/json-schema.mjs',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
}

/** The agent's own schema of its configuration, for editors. */
async function writeSchema() {
  const file = inRoot(schemaBuild.outfile)
  const { configJsonSchema } = await import(`${pathToFileURL(file)}?${Date.now()}`)
  const schema = JSON.stringify(configJsonSchema(), null, 2)
  fs.writeFileSync(inRoot('agent', 'dist', 'phasegate.schema.json'), `${schema}\n`)
  fs.rmSync(file)
}

export const ensureApp = (signal) =>
  onceFor('.next/made-from', fingerprint([...appSources, ...shared]), () => buildApp(signal), signal)

function buildApp(signal) {
  console.log('Building the app …')
  const env = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // Nothing may ask a database while building; a page that does would be frozen at what it saw.
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
    NEXTAUTH_SECRET: 'used-while-building-only',
  }
  return runNode([inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], env, signal)
}
