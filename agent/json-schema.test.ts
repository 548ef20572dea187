import { expect, test } from 'vitest'
import { configJsonSchema } from './json-schema'
import { PROBES } from './probes/probes'

type Node = { [key: string]: Node } & { required?: string[]; oneOf?: Node[]; anyOf?: Node[] }
const schema = configJsonSchema() as Node
const probes = schema.properties!.benchmarks!.items!.oneOf!

test('every probe has its keys beside the common ones', () => {
  expect(probes.map((p) => p.properties!.probe!.const)).toEqual(Object.keys(PROBES))
  for (const probe of probes) {
    const kind = probe.properties!.probe!.const as unknown as keyof typeof PROBES
    const keys = Object.keys(probe.properties!)
    for (const key of ['launches', 'warmup', 'samples', 'until', 'budget', 'timeout', 'metrics'])
      expect(keys).toContain(key)
    expect(keys).toEqual(expect.arrayContaining(Object.keys(PROBES[kind].settings.shape)))
    expect(probe.additionalProperties).toBe(false)
  }
})

test('what has a default need not be written, the probe included', () => {
  const exec = probes.find((p) => (p.properties!.probe!.const as unknown) === 'exec')!
  expect(exec.required).toEqual(expect.arrayContaining(['name', 'command']))
  expect(exec.required).not.toContain('probe')
  expect(exec.required).not.toContain('timeout')
  expect(schema.required).toBeUndefined()
})

test('a metric is a number with a unit or a list of states', () => {
  const [number, states] = schema.properties!.metrics!.additionalProperties!.anyOf!
  expect(number!.required).toEqual(['unit', 'direction'])
  expect(states!.required).toEqual(['states'])
})

test('what YAML reads as a number may be an environment variable', () => {
  const exec = probes.find((p) => (p.properties!.probe!.const as unknown) === 'exec')!
  expect(exec.properties!.env!.additionalProperties!.type).toEqual(['string', 'number', 'boolean'])
})
