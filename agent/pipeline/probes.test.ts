import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { PROBES } from '../probes/probes'

type Suite = { benchmarks: { name: string; probe: keyof typeof PROBES; metrics: object }[] }

const suite = parse(readFileSync(new URL('probes.yml', import.meta.url), 'utf8')) as Suite

test.each(suite.benchmarks)(
  'what is said to $name is understood, and what is claimed is measured',
  (given) => {
    const { name: _name, probe, metrics, ...settings } = given
    expect(PROBES[probe].settings.safeParse(settings).error).toBeUndefined()
    for (const { measure } of Object.values(metrics)) expect(PROBES[probe].measures).toHaveProperty(measure)
  },
)
