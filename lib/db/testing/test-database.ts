import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll } from 'vitest'
import { db } from '../client'
import { closeSql } from '../sql'

/**
 * A database of its own for a test file: a copy of the migrated one that TEST_DATABASE_URL names, made before its tests and
 * dropped after them. Both clients, and everything above them, point at it meanwhile.
 */
export function testDatabase() {
  const template = process.env.TEST_DATABASE_URL
  if (!template)
    throw new Error('TEST_DATABASE_URL is not set: run npm test, which starts a database for tests')
  const url = new URL(template)
  const from = decodeURIComponent(url.pathname.slice(1))
  const name = `${from}_${randomBytes(5).toString('hex')}`
  const admin = async (statement: string) => {
    const server = new URL(url)
    server.pathname = '/postgres'
    const connection = postgres(server.href, { max: 1, onnotice: () => {} })
    await connection.unsafe(statement).finally(() => connection.end())
  }
  const before = process.env.DATABASE_URL

  beforeAll(async () => {
    await admin(`create database "${name}" template "${from}"`)
    url.pathname = `/${name}`
    process.env.DATABASE_URL = url.href
  })
  afterAll(async () => {
    await Promise.all([db.$disconnect(), closeSql()])
    await admin(`drop database "${name}" with (force)`)
    if (before === undefined) delete process.env.DATABASE_URL
    else process.env.DATABASE_URL = before
  })
}
