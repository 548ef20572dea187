import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { version } from '../package.json'
import { caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { documentOf } from './support/openapi'
import { openapiFaults } from './support/openapi-rules'

const app = sharedApp()
const ask = caller(app)

describe('health', () => {
  test('says that app and database are there, to anybody', async () => {
    const answer = await ask('GET', '/api/health')
    expect(answer).toMatchObject({ status: 200, json: { status: 'ok', database: 'ok', version } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('the agent', () => {
  test('is handed to anybody, the very file that was built', async () => {
    const response = await fetch(`${app.url}/agent.mjs`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/)
    const built = await readFile('agent/dist/phasegate.mjs')
    expect(built.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
  })

  test('has a schema of its configuration beside it, for editors', async () => {
    const response = await fetch(`${app.url}/phasegate.schema.json`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/schema\+json/)
    const schema = await response.json()
    expect(schema).toMatchObject({ title: 'phasegate.yml', additionalProperties: false })
    expect(schema.properties.benchmarks.items.oneOf.length).toBeGreaterThan(0)
  })
})

describe('the description', () => {
  test('is valid OpenAPI 3.1', async () => {
    expect([...openapiFaults(await documentOf(app.url))]).toEqual([])
  })

  test.each([
    ['an older version', (d: Spoilt) => ({ ...d, openapi: '3.0.3' }), 'openapi is 3.0.3'],
    ['a missing schema', (d: Spoilt) => ({ ...d, components: { schemas: {} } }), 'leads nowhere'],
    [
      'a path without its parameter',
      (d: Spoilt) => ({ ...d, paths: { '/x/{id}': { get: { responses: { 200: { description: '' } } } } } }),
      '{id} is no parameter',
    ],
    ['no responses', (d: Spoilt) => ({ ...d, paths: { '/x': { get: {} } } }), 'it has no response'],
  ])('%s would be noticed', async (_, spoil, fault) => {
    expect([...openapiFaults(spoil(await documentOf(app.url)))].join('\n')).toContain(fault)
  })

  test('agrees with the routes: each asks for a token, and no other method is answered', async () => {
    const { token } = await aTenant()
    const { paths } = await documentOf(app.url)
    for (const [template, methods] of Object.entries(paths)) {
      const address = template.replace(/\{\w+\}/g, 'x')
      const known = Object.keys(methods).map((m) => m.toUpperCase())
      for (const method of known) expectProblem(await ask(method, address), 401)
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((m) => !known.includes(m))) {
        const answer = await ask(method, address, { token })
        expectProblem(answer, 405)
        expect(answer.headers.get('allow'), `${method} ${template}`).toBe(known.join(', '))
      }
    }
  })
})
type Spoilt = Awaited<ReturnType<typeof documentOf>>

describe('addresses that are none', () => {
  test.each(['/api/v1', '/api/v2/runs', '/api/v1/nothing', '/api/v1/projects', '/api/v1/projects/x'])(
    '%s',
    async (address) => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
        expectProblem(await ask(method, address), 404)
    },
  )

  test.each(['/api/v1/projects/%E0%A4%A/runs', '/api/v1/runs/%zz', '/%', '/demo/%ff'])(
    'a percent sign that begins no character is the mistake of the sender: %s',
    async (address) => {
      expectProblem(await ask('GET', address), 400)
    },
  )

  test.each(['/api/health', '/api/openapi.json', '/agent.mjs', '/phasegate.schema.json'])(
    '%s answers GET only',
    async (address) => {
      const answer = await ask('POST', address)
      expectProblem(answer, 405)
      expect(answer.headers.get('allow')).toBe('GET')
    },
  )
})
