import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openapi } from './openapi'

const ROOT = path.join(import.meta.dirname, '../../app')

/** Every route.ts with the methods it really answers, written as OpenAPI writes it. */
function routesThere() {
  const files = readdirSync(path.join(ROOT, 'api/v1'), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('route.ts') && !file.includes('[...'))
    .map((file) => ({
      address: `/api/v1/${path.dirname(file).replaceAll('[', '{').replaceAll(']', '}')}`,
      methods: [
        ...readFileSync(path.join(ROOT, 'api/v1', file), 'utf8').matchAll(
          /export (?:const|async function) (GET|POST|PUT)\b/g,
        ),
      ].map(([, method]) => method!.toLowerCase()),
    }))
}

test('every address of the API is described, with its methods, and nothing else', () => {
  const described = Object.entries(openapi().paths).map(([address, methods]) => ({
    address,
    methods: Object.keys(methods),
  }))
  const byAddress = (a: { address: string }, b: { address: string }) => a.address.localeCompare(b.address)
  expect(described.sort(byAddress)).toEqual(routesThere().sort(byAddress))
})

test('every reference leads somewhere', () => {
  const text = JSON.stringify(openapi())
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(openapi().components.schemas).toHaveProperty(name!)
  expect([...text.matchAll(/"\$ref":"([^"]+)"/g)].filter(([, r]) => !r!.startsWith('#/components/'))).toEqual(
    [],
  )
})

test('the upload is described by the schema that checks it', () => {
  const upload = openapi().components.schemas.RunUpload as {
    required: string[]
    additionalProperties: boolean
  }
  expect(upload.additionalProperties).toBe(false)
  expect(upload.required).toEqual(expect.arrayContaining(['runId', 'project', 'measurements', 'environment']))
})
