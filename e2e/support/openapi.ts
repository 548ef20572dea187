import { expect } from 'vitest'
import * as z from 'zod'

type Media = { schema: { $ref?: string; type?: string } }
type Operation = { responses: Record<string, { content: Record<string, Media> }> }
export type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, z.core.JSONSchema.JSONSchema> }
}
export type Told = { status: number; type: string; text: string }

const documents = new Map<string, Promise<Document>>()

/** What the server publishes of itself; asked once. */
export function documentOf(url: string): Promise<Document> {
  if (!documents.has(url))
    documents.set(
      url,
      fetch(`${url}/api/openapi.json`).then((answer) => answer.json() as Promise<Document>),
    )
  return documents.get(url)!
}

const inTemplate = (template: string) =>
  new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)

/** The described address that this path is one of; one without a variable comes first. */
function describedPath({ paths }: Document, path: string) {
  const variables = (template: string) => template.split('{').length
  return Object.keys(paths)
    .sort((a, b) => variables(a) - variables(b))
    .find((template) => inTemplate(template).test(path))
}

/** Holds an answer against the published description: status, media type, and every key of the body. */
export async function expectDescribed(url: string, method: string, address: string, told: Told) {
  const path = address.split('?')[0]!
  if (!path.startsWith('/api/v1')) return
  const document = await documentOf(url)
  const template = describedPath(document, path)
  const operation = template && document.paths[template]![method.toLowerCase()]
  const what = `${method} ${template ?? path} answers ${told.status}`
  if (!operation) {
    expect(told.status, `${what}, which is not described`).toBe(template ? 405 : 404)
    return expect(told.type).toBe('application/problem+json')
  }
  const response = operation.responses[told.status]
  expect(response, `${what}, which is not described`).toBeDefined()
  const media = response!.content[told.type]
  expect(media, `${what} as ${told.type}, which is not described`).toBeDefined()
  const name = media!.schema.$ref?.split('/').at(-1)
  if (!name) return
  // Zod takes `format: uuid` for the versions of RFC 9562; what is published is the pattern beside it.
  const published = JSON.stringify(document.components.schemas[name]).replaceAll('"format":"uuid",', '')
  const schema = z.fromJSONSchema(JSON.parse(published))
  const parsed = schema.safeParse(JSON.parse(told.text))
  expect(parsed.error?.issues, `${what}: not as ${name} is described`).toBeUndefined()
}
