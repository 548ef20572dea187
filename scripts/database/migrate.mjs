import { noFilters, readMigrations, readSchema, withEngine } from './schema-engine.mjs'

/** Applies what is new in prisma/migrations, as `prisma migrate deploy` does. Returns the names applied. */
export const migrate = (url) =>
  withEngine(url, undefined, async (engine) => {
    const done = await engine.applyMigrations({ migrationsList: readMigrations(), filters: noFilters })
    return done.appliedMigrationNames
  })

/** The SQL that leads from the migrations to prisma/schema.prisma; null when they agree. Needs the right to make databases. */
export function pendingSql(url) {
  const schema = readSchema()
  return withEngine(url, schema, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations() },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters: noFilters,
    })
    return exitCode === 0 ? null : stdout
  })
}
