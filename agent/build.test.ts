import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildAgent, bundleAgent } from './build.mjs'
import { BUNDLED } from './licences.mjs'

const directory = await mkdtemp(path.join(tmpdir(), 'phasegate-build-'))
afterAll(() => rm(directory, { recursive: true }))
const file = path.join(directory, 'phasegate.mjs')
const bundle = await bundleAgent()
await buildAgent(file)
const text = await readFile(file, 'utf8')
const [output] = Object.values(bundle.metafile.outputs)

test('the agent is one file of less than 300 KB', () => {
  expect(bundle.outputFiles).toHaveLength(1)
  expect(Buffer.byteLength(text)).toBeLessThan(300_000)
})

test('it needs nothing but Node', () =>
  expect(output!.imports.filter(({ path }) => !isBuiltin(path))).toEqual([]))

test('it names every package inside, with its licence', () => {
  const inside = Object.keys(output!.inputs).flatMap(
    (name) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? [],
  )
  expect([...new Set(inside)].sort()).toEqual(BUNDLED)
  for (const name of BUNDLED)
    expect(text).toMatch(new RegExp(`^${name} [\\d.]+: (Copyright |in the public domain)`, 'm'))
})
