import * as z from 'zod'
import { anyMetric } from './benchmark-schema'
import { configSchema } from './config-schema'

type Json = Record<string, unknown>

/** The probe of a benchmark that names none. */
const DEFAULT_PROBE = 'exec'

/** A default need not be given. */
function withDefaultProbe(schema: Json) {
  const { properties, required } = schema as { properties?: Record<string, Json>; required?: string[] }
  if (properties?.probe?.const !== DEFAULT_PROBE || !required) return
  properties.probe.default = DEFAULT_PROBE
  schema.required = required.filter((key) => key !== 'probe')
}

/** YAML reads 8080 and true as what they look like; where text is made of them, they may be given. */
function withCoercion(zodSchema: z.core.$ZodType, schema: Json) {
  const { type, coerce } = zodSchema._zod.def as { type: string; coerce?: boolean }
  if (type === 'string' && coerce) schema.type = ['string', 'number', 'boolean']
}

/** phasegate.yml as a JSON Schema, for editors: what may be written, before defaults are filled in. */
export function configJsonSchema(): Json {
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as unknown) === anyMetric.parsed) {
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as keyof typeof jsonSchema]
        const { $schema: _, ...either } = z.toJSONSchema(anyMetric.either, {
          io: 'input',
          unrepresentable: 'any',
        })
        Object.assign(jsonSchema, either)
      }
      withCoercion(zodSchema, jsonSchema as Json)
      withDefaultProbe(jsonSchema as Json)
    },
  })
  return { title: 'phasegate.yml', ...schema }
}
