import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config'
import { PROBES } from '../probes/probes'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'phasegate-suites-'))
afterAll(() => rmSync(directory, { recursive: true }))

const shown = [...readFileSync(here('../README.md'), 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)].map(
  ([, text], i) => {
    const file = join(directory, `${i}.yml`)
    writeFileSync(file, text!)
    return { name: `example ${i + 1} of the README`, file }
  },
)
const suites = ['probes.yml', 'host.yml', '../../phasegate.yml', '../testing/pytest/phasegate.yml'].map(
  (name) => ({ name, file: here(name) }),
)

test('each probe has an example', () => expect(shown).toHaveLength(Object.keys(PROBES).length))

describe.each([...suites, ...shown])('$name', ({ file }) => {
  const { benchmarks } = readConfig(file).config
  test('is a suite that runs', () => expect(benchmarks.length).toBeGreaterThan(0))

  test.each(benchmarks)('what $name claims is measured', ({ probe, metrics }) => {
    for (const { measure } of Object.values(metrics))
      if (measure !== undefined) expect(Object.keys(PROBES[probe].measures)).toContain(measure)
  })
})
