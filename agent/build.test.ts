import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { ratioOfSides, type Side } from '@/lib/core/compare-results'
import * as intervals from '@/lib/core/intervals'
import { agentBuildOptions } from './build-options.mjs'
import { BUNDLED } from './licences.mjs'

const options = agentBuildOptions as Parameters<typeof build>[0]
const built = await build({ ...options, write: false, metafile: true })
const [file] = built.outputFiles!
const [output] = Object.values(built.metafile!.outputs)

test('the agent is one file of less than 300 KB', () => {
  expect(built.outputFiles).toHaveLength(1)
  expect(file!.contents.length).toBeLessThan(300_000)
})

test('it needs nothing but Node', () =>
  expect(output!.imports.filter(({ path }) => !path.startsWith('node:'))).toEqual([]))

test('it names every package inside, with its licence', () => {
  const inside = Object.keys(output!.inputs).flatMap(
    (name) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? [],
  )
  expect([...new Set(inside)].sort()).toEqual(BUNDLED)
  for (const name of BUNDLED) expect(file!.text).toMatch(new RegExp(`^${name} [\\d.]+: Copyright `, 'm'))
})

test('what is left of the packages counts as the whole does', async () => {
  const small = await build({
    ...options,
    ...{ entryPoints: undefined, outfile: undefined, write: false, banner: {}, footer: {} },
    stdin: {
      contents:
        "module.exports = { ...require('@/lib/core/intervals'), ...require('@/lib/core/compare-results') }",
      resolveDir: process.cwd(),
    },
  })
  const side = (value: number): Side => ({
    value,
    low: null,
    high: null,
    unit: 'ms',
    basis: 'none',
    statistic: 'p50',
  })
  const whole = { ...intervals, ratioOfSides }
  const module = { exports: {} as typeof whole }
  new Function('module', small.outputFiles![0]!.text)(module)
  const numbers = ({ tQuantile, tCdf, orderStatisticInterval, ratioOfSides }: typeof whole) =>
    [1, 2.5, 9, 30, 2_000].flatMap((df) => [
      ...[0.001, 0.05, 0.5, 0.975].map((p) => tQuantile(p, df)),
      ...[-40, -2, 0, 0.3, 5].map((t) => tCdf(t, df)),
      ratioOfSides(side(10), side(10 + df / 3)).p,
      ...[0.5, 0.95].map((q) =>
        orderStatisticInterval(
          Array.from({ length: 120 }, (_, i) => i),
          q,
        ),
      ),
    ])
  expect(numbers(module.exports)).toEqual(numbers(whole))
})
