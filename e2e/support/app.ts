import { afterAll } from 'vitest'
import { db } from '@/lib/db/client'
import { sql } from '@/lib/db/sql'
import { aProject, aToken } from '@/lib/db/testing/fixtures'

/** A running app, as far as tests need to know it. */
export type App = { url: string; data: string; databaseUrl: string }

const told = (name: string) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run npm test, which starts an app for tests`)
  return value
}

/** Points fixtures and the house's own clients at the database of this app, until the file's tests are done. */
export function inDatabaseOf<A extends App>(app: A): A {
  process.env.DATABASE_URL = app.databaseUrl
  return app
}

/** The app that `npm test` started for all. What a test changes there, it changes in a project of its own. */
export function sharedApp(): App {
  afterAll(leaveDatabase)
  return inDatabaseOf({
    url: told('PHASEGATE_TEST_URL'),
    data: told('PHASEGATE_TEST_DATA'),
    databaseUrl: told('PHASEGATE_TEST_DATABASE_URL'),
  })
}

export const leaveDatabase = () => Promise.all([db.$disconnect(), sql.end({ timeout: 5 })])

/** A project of its own, with a token of every scope. */
export async function aTenant() {
  const place = await aProject(new Date())
  const { token, ctx } = await aToken(place)
  const at = `/api/v1/projects/${place.project.slug}`
  return { ...place, token, ctx, at }
}
