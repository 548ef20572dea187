import * as z from 'zod'

// biome-ignore lint/suspicious/noExplicitAny: a document of which nothing is known yet
type Loose = any

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

function* references(value: Loose): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  if (typeof value.$ref === 'string') yield value.$ref
  for (const inner of Object.values(value)) yield* references(inner)
}

/** Walks a JSON pointer such as "#/components/schemas/Run". */
const resolves = (document: Loose, ref: string) =>
  ref.startsWith('#/') &&
  ref
    .slice(2)
    .split('/')
    .reduce((at: Loose, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document) !== undefined

function* operationFaults(at: string, template: string, operation: Loose): Generator<string> {
  const inTemplate = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const parameters: Loose[] = operation.parameters ?? []
  const inPath = parameters.filter((p) => p.in === 'path')
  for (const name of inTemplate)
    if (!inPath.some((p) => p.name === name && p.required === true)) yield `${at}: {${name}} is no parameter`
  for (const p of parameters) {
    if (!['path', 'query', 'header', 'cookie'].includes(p.in)) yield `${at}: ${p.name} is in ${p.in}`
    if (p.in === 'path' && !inTemplate.includes(p.name)) yield `${at}: ${p.name} is not in the address`
    if (!p.schema === !p.content) yield `${at}: ${p.name} needs either schema or content`
  }
  if (new Set(parameters.map((p) => `${p.in} ${p.name}`)).size < parameters.length)
    yield `${at}: a parameter is given twice`
  if (operation.requestBody && !Object.keys(operation.requestBody.content ?? {}).length)
    yield `${at}: its body has no content`
  const responses = Object.entries<Loose>(operation.responses ?? {})
  if (!responses.length) yield `${at}: it has no response`
  for (const [status, response] of responses) {
    if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) yield `${at}: ${status} is no status`
    if (typeof response.description !== 'string') yield `${at}: ${status} has no description`
  }
}

/** What keeps a document from being OpenAPI 3.1: the rules of the specification that concern what we publish. */
export function* openapiFaults(document: Loose): Generator<string> {
  if (!/^3\.1\.\d+$/.test(document.openapi)) yield `openapi is ${document.openapi}`
  for (const key of ['title', 'version'])
    if (typeof document.info?.[key] !== 'string') yield `info has no ${key}`
  if (!document.paths && !document.components && !document.webhooks) yield 'it describes nothing'
  for (const [template, item] of Object.entries<Loose>(document.paths ?? {})) {
    if (!template.startsWith('/')) yield `${template} does not begin with /`
    for (const [method, operation] of Object.entries<Loose>(item))
      if (METHODS.includes(method)) yield* operationFaults(`${method} ${template}`, template, operation)
      else yield `${template}: ${method} is no method`
  }
  for (const need of document.security ?? [])
    for (const name of Object.keys(need))
      if (!document.components?.securitySchemes?.[name]) yield `security scheme ${name} is not defined`
  for (const ref of references(document)) if (!resolves(document, ref)) yield `${ref} leads nowhere`
  for (const [name, schema] of Object.entries<Loose>(document.components?.schemas ?? {}))
    try {
      z.fromJSONSchema(schema)
    } catch (error) {
      yield `${name} is no JSON Schema: ${(error as Error).message}`
    }
}
