import { inRoot } from '../root.mjs'
import { runNode } from '../run.mjs'

export const schemaEngine =
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? inRoot('scripts', 'database', 'schema-engine-cli.mjs')

/** Runs Prisma's own CLI with the engine that npm brings. */
export function prisma(args, env = {}, signal) {
  const own = {
    PRISMA_SCHEMA_ENGINE_BINARY: schemaEngine,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  }
  return runNode([inRoot('node_modules', 'prisma', 'build', 'index.js'), ...args], { ...own, ...env }, signal)
}

/** Writes the typed client to lib/db/generated. */
export const generateClient = (signal) => prisma(['generate'], {}, signal)
