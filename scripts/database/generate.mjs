import { inRoot } from '../root.mjs'
import { runNode } from '../run.mjs'

export const schemaEngine =
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? inRoot('scripts', 'database', 'schema-engine-cli.mjs')

/** Runs Prisma's own CLI with the engine that npm brings. */
export const prisma = (args, env = {}) =>
  runNode([inRoot('node_modules', 'prisma', 'build', 'index.js'), ...args], {
    PRISMA_SCHEMA_ENGINE_BINARY: schemaEngine,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    ...env,
  })

/** Writes the typed client to lib/db/generated. */
export const generateClient = () => prisma(['generate'])
