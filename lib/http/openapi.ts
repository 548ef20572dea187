import { FORMATS } from '../core/formats/formats'
import { MAX_BODY_BYTES } from '../core/wire'
import { version } from '../env'
import { componentSchemas, type SchemaName } from './openapi-schemas'

type Operation = {
  summary: string
  scope: 'read' | 'runs:write' | 'metrics:write'
  query?: Record<string, string>
  required?: string[]
  body?: SchemaName | 'raw'
  answers: Record<number, SchemaName | 'image/svg+xml' | 'text/markdown'>
}

/** Every address under /api/v1, as in the contract. A test compares it with the routes there are. */
const ROUTES: Record<string, Partial<Record<'get' | 'post' | 'put', Operation>>> = {
  '/api/v1/runs': {
    post: {
      summary: 'Store one run; the same runId and body again gives the same receipt',
      scope: 'runs:write',
      body: 'RunUpload',
      answers: { 201: 'Receipt', 200: 'Receipt' },
    },
  },
  '/api/v1/runs/import': {
    post: {
      summary: "Store one run from another tool's output, sent as it is",
      scope: 'runs:write',
      query: {
        format: `auto, or one of ${FORMATS.map((f) => f.name).join(', ')}`,
        branch: "of the file, else the project's default branch",
        commit: 'required when the file does not say',
        environment: 'name of the machine',
        suite: "the format's name when absent",
        startedAt: 'ISO 8601 with offset',
        runId: 'derived from body and query when absent',
      },
      body: 'raw',
      answers: { 201: 'Receipt', 200: 'Receipt' },
    },
  },
  '/api/v1/runs/{runId}': {
    get: { summary: 'One run with measurements and verdicts', scope: 'read', answers: { 200: 'Run' } },
  },
  '/api/v1/projects/{project}/runs': {
    get: {
      summary: 'Runs, newest first',
      scope: 'read',
      query: { branch: '', environment: '', suite: '', cursor: 'of the page before', limit: '1 to 200; 50' },
      answers: { 200: 'RunPage' },
    },
  },
  '/api/v1/projects/{project}/metrics': {
    get: { summary: 'Metrics with their present targets', scope: 'read', answers: { 200: 'MetricList' } },
  },
  '/api/v1/projects/{project}/metrics/{metric}': {
    put: {
      summary: 'A new version of the target; the old ones are kept',
      scope: 'metrics:write',
      body: 'MetricInput',
      answers: { 200: 'Metric', 201: 'Metric' },
    },
  },
  '/api/v1/projects/{project}/series': {
    get: {
      summary: 'The history of a metric, thinned with its extremes kept',
      scope: 'read',
      query: {
        metric: '',
        branch: '',
        environment: '',
        from: 'ISO 8601',
        to: 'ISO 8601',
        points: '2 to 10000; 1000',
      },
      required: ['metric'],
      answers: { 200: 'Series' },
    },
  },
  '/api/v1/projects/{project}/alerts': {
    get: {
      summary: 'Alerts, newest first',
      scope: 'read',
      query: { state: '' },
      answers: { 200: 'AlertList' },
    },
  },
  '/api/v1/projects/{project}/reviews': {
    get: { summary: 'Reviews of the project', scope: 'read', answers: { 200: 'ReviewList' } },
  },
  '/api/v1/reviews/{id}': {
    get: {
      summary: 'Items, decisions, signatures and what is stale',
      scope: 'read',
      answers: { 200: 'Review' },
    },
  },
  '/api/v1/reviews/{id}/summary.md': {
    get: { summary: 'PERFORMANCE_REVIEW_SUMMARY.md', scope: 'read', answers: { 200: 'text/markdown' } },
  },
  '/api/v1/reviews/{id}/metrics.md': {
    get: { summary: 'PERFORMANCE_METRICS.md', scope: 'read', answers: { 200: 'text/markdown' } },
  },
  '/api/v1/projects/{project}/badge.svg': {
    get: { summary: 'Status badge', scope: 'read', query: { metric: '' }, answers: { 200: 'image/svg+xml' } },
  },
}

const REFUSALS = {
  400: 'bad input; says what to change',
  401: 'no or no valid token',
  403: 'the token lacks the scope',
  404: 'unknown, or of another tenant',
  429: 'too many requests; see Retry-After',
  503: 'the database is away; see Retry-After',
}
const BODY_REFUSALS = {
  413: `the body is larger than ${MAX_BODY_BYTES} bytes`,
  415: 'not this Content-Type or Content-Encoding',
  422: 'the idempotency key is taken by another body',
}

const ref = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } })
const refusals = (of: Record<number, string>) =>
  Object.fromEntries(
    Object.entries(of).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': ref('Problem') } },
    ]),
  )
const answer = (name: string) => ({
  description: name,
  content: name.includes('/')
    ? { [name]: { schema: { type: 'string' } } }
    : { 'application/json': ref(name) },
})

function operation(path: string, { summary, scope, query = {}, required = [], body, answers }: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description && { description }),
    schema: { type: 'string' },
  }))
  return {
    summary,
    description: `Scope of the token: ${scope}.`,
    parameters: [...inPath, ...inQuery],
    ...(body && {
      requestBody: {
        required: true,
        content:
          body === 'raw' ? { '*/*': { schema: { type: 'string' } } } : { 'application/json': ref(body) },
      },
    }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, name]) => [status, answer(name)])),
      ...refusals(body ? { ...REFUSALS, ...BODY_REFUSALS } : REFUSALS),
    },
  }
}

/** OpenAPI 3.1 of all of /api/v1. */
export const openapi = () => ({
  openapi: '3.1.1',
  info: { title: 'Phasegate', version, license: { name: 'MIT', identifier: 'MIT' } },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  paths: Object.fromEntries(
    Object.entries(ROUTES).map(([path, methods]) => [
      path,
      Object.fromEntries(Object.entries(methods).map(([method, o]) => [method, operation(path, o)])),
    ]),
  ),
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A project token: pgt_…' } },
    schemas: componentSchemas(),
  },
})
