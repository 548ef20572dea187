import { expect, test } from 'vitest'
import { EXIT, Refusal } from './exit'
import { parseOptions } from './options'

const refusalOf = async (...args: string[]): Promise<Refusal> => {
  try {
    await parseOptions(args)
  } catch (error) {
    if (error instanceof Refusal) return error
  }
  throw new Error(`accepted: ${args.join(' ')}`)
}

test('without options the defaults of the contract hold', async () => {
  const { words, options } = await parseOptions(['upload', 'a.json', 'b.json'])
  expect(words).toEqual(['upload', 'a.json', 'b.json'])
  expect(options).toMatchObject({
    format: 'auto',
    formatOut: 'human',
    failOn: ['missed', 'regression'],
    dryRun: false,
  })
})

test.each([
  [['--fail-on', 'missed'], ['missed']],
  [
    ['--fail-on', 'regression,missed'],
    ['regression', 'missed'],
  ],
  [
    ['--fail-on', 'missed', '--fail-on', 'regression'],
    ['missed', 'regression'],
  ],
  [['--fail-on=never'], ['never']],
])('%j gates on %j', async (args, expected) => {
  expect((await parseOptions(['run', ...args])).options.failOn).toEqual(expected)
})

test.each([
  [['--colour'], "Unknown option '--colour'"],
  [['--project', ''], '--project: must not be empty'],
  [['--branch', 'a\nb'], '--branch: must not contain control characters'],
  [['--started-at', 'yesterday'], '--started-at: must be an ISO 8601 time'],
  [['--fail-on', 'slow'], '--fail-on: must be missed, regression or never'],
  [['--fail-on', 'never,missed'], '--fail-on: never goes alone'],
  [['--format-out', 'xml'], '--format-out: must be human, json or markdown'],
  [['--retry-for', 'ages'], '--retry-for: must be 0 to 86400 seconds'],
  [['--retry-for', ''], '--retry-for: must be a number'],
])('%j is a usage error that names it', async (args, message) => {
  const refusal = await refusalOf(...args)
  expect(refusal.code).toBe(EXIT.usage)
  expect(refusal.message).toContain(message)
  expect(refusal.message).not.toContain('\n')
})
