import { expect, test } from 'vitest'
import { performanceMetrics } from '@/lib/core/template-metrics'
import { readConfig } from '../../config'
import { definitionsOf } from '../../config-schema'
import { House } from './house'
import { causeOf, runStage, STAGES } from './stages'

const owed = Object.values(STAGES).flatMap((stage) => stage.metrics)

test('the stages owe the fourteen metrics of the review, each once', () => {
  expect([...owed].sort()).toEqual(performanceMetrics.map((m) => m.metric).sort())
})

test('the suite of this repository owes the same, with the targets of the review', () => {
  const definitions = definitionsOf(readConfig('phasegate.yml').config)
  expect([...definitions.keys()].sort()).toEqual([...owed].sort())
  for (const { metric, input } of performanceMetrics) expect(definitions.get(metric)).toMatchObject(input)
})

test('a stage that fails gives its metrics with the cause', async () => {
  const stage = { metrics: ['a', 'b'], load: async () => () => Promise.reject(new Error('no such\nengine')) }
  expect(await runStage(stage, new House())).toEqual([
    { metric: 'a', error: 'no such engine' },
    { metric: 'b', error: 'no such engine' },
  ])
})

test('a cause is one line of what the wire takes', () => {
  expect(causeOf(new Error('x'.repeat(1000)))).toHaveLength(300)
  expect(causeOf('')).toBe('failed without saying why')
})

test.each(['filter', 'window-operations'])(
  '%s measures here and now',
  async (name) => {
    const [measurement] = await runStage(STAGES[name]!, new House())
    expect(measurement?.error).toBeUndefined()
    expect(measurement?.samples?.every((sample) => Number.isFinite(sample))).toBe(true)
  },
  30_000,
)
