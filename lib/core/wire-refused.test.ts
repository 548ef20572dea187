import { describe, expect, test } from 'vitest'
import { times } from './testing/seeded'
import { inEnvironment, least, measuring, places, with_ } from './testing/uploads'
import { runUpload } from './wire'

describe('refused, with the place:', () => {
  const without = (key: keyof typeof least) =>
    Object.fromEntries(Object.entries(least).filter(([k]) => k !== key))
  test.each(Object.keys(least) as (keyof typeof least)[])('no %s', (key) =>
    expect(places(without(key))).toEqual([key]),
  )

  test.each([
    ['no name of the environment', with_({ environment: {} }), 'environment.name'],
    ['no version of the agent', with_({ agent: { name: 'a' } }), 'agent.version'],
    ['no metric', measuring({ value: 1 }), 'measurements[0].metric'],
    ['an unknown key', with_({ extra: 1 }), 'extra'],
    [
      'an unknown key of a measurement',
      measuring({ metric: 'm', value: 1, note: 'x' }),
      'measurements[0].note',
    ],
    ['an unknown key of the agent', with_({ agent: { name: 'a', version: '1', os: 'x' } }), 'agent.os'],
    ['301 characters', with_({ branch: 'x'.repeat(301) }), 'branch'],
    ['an empty text', with_({ commit: '' }), 'commit'],
    [
      'a metric of 201 characters',
      measuring({ metric: 'x'.repeat(201), value: 1 }),
      'measurements[0].metric',
    ],
    [
      'an error of 301 characters',
      measuring({ metric: 'm', error: 'x'.repeat(301) }),
      'measurements[0].error',
    ],
    ['a line break', with_({ suite: 'a\nb' }), 'suite'],
    ['a NUL', measuring({ metric: 'a\0b', value: 1 }), 'measurements[0].metric'],
    ['an escape', measuring({ metric: 'm', state: '\u001b[31mred' }), 'measurements[0].state'],
    ['a C1 control character', with_({ project: 'a\u0085b' }), 'project'],
    ['half of a character', with_({ branch: 'a\ud800' }), 'branch'],
    ['half of a character in a metric', measuring({ metric: '\udc00', value: 1 }), 'measurements[0].metric'],
    ['another type', with_({ branch: 7 }), 'branch'],
    ['no UUID', with_({ runId: '42' }), 'runId'],
    ['a time without offset', with_({ startedAt: '2026-02-28T22:57:00' }), 'startedAt'],
    ['a date', with_({ finishedAt: '2026-02-28' }), 'finishedAt'],
    ['a day that is none', with_({ commitAt: '2026-02-30T00:00:00Z' }), 'commitAt'],
    ['an end before the start', with_({ finishedAt: '2026-02-28T22:56:59Z' }), 'finishedAt'],
    ['a negative number of cores', inEnvironment({ cores: -1 }), 'environment.cores'],
    [
      'a control character deep in the environment',
      inEnvironment({ a: [{ b: 'x\u0007' }] }),
      'environment.a[0].b',
    ],
    [
      '301 characters deep in the environment',
      inEnvironment({ a: { b: 'x'.repeat(301) } }),
      'environment.a.b',
    ],
    ['half of a character deep in the environment', inEnvironment({ a: '\ud800' }), 'environment.a'],
    [
      'a key of 301 characters in the environment',
      inEnvironment({ a: { ['x'.repeat(301)]: 1 } }),
      'environment.a',
    ],
    ['no measurement', measuring(), 'measurements'],
    [
      '5,001 measurements',
      measuring(...times(5_001, (i) => ({ metric: `m${i}`, value: i }))),
      'measurements',
    ],
    ['no samples', measuring({ metric: 'm', samples: [] }), 'measurements[0].samples'],
    [
      '100,001 samples',
      measuring({ metric: 'm', samples: times(100_001, (i) => i) }),
      'measurements[0].samples',
    ],
    ['a sample in quotes', measuring({ metric: 'm', samples: [1, '2'] }), 'measurements[0].samples[1]'],
    [
      'a sample that is missing',
      measuring({ metric: 'm', samples: [1, null] }),
      'measurements[0].samples[1]',
    ],
    ['no value', measuring({ metric: 'm', value: null }), 'measurements[0].value'],
    ['neither samples, value, state nor error', measuring({ metric: 'm', unit: 'ms' }), 'measurements[0]'],
    ['samples and a value', measuring({ metric: 'm', samples: [1], value: 1 }), 'measurements[0]'],
    ['a value and a state', measuring({ metric: 'm', value: 1, state: 'x' }), 'measurements[0]'],
    ['a state and an error', measuring({ metric: 'm', state: 'x', error: 'y' }), 'measurements[0]'],
    ['an interval of samples', measuring({ metric: 'm', samples: [1], low: 0, high: 2 }), 'measurements[0]'],
    ['a low end above the value', measuring({ metric: 'm', value: 1, low: 1.1 }), 'measurements[0].low'],
    ['a high end below the value', measuring({ metric: 'm', value: 1, high: 0.9 }), 'measurements[0].high'],
    [
      'a metric twice',
      measuring({ metric: 'm', value: 1 }, { metric: 'n', value: 1 }, { metric: 'm', error: 'x' }),
      'measurements[2].metric',
    ],
    ...(
      [
        ['launches that do not add up', { launches: { m: [2, 2] } }, '.launches.m'],
        ['launches of what was not measured by samples', { launches: { n: [1] } }, '.launches.n'],
        ['a launch without a sample', { launches: { m: [3, 0] } }, '.launches.m[1]'],
        ['launches as a number', { launches: { m: 3 } }, '.launches.m'],
        ['a noise limit nobody knows', { noiseLimits: { steal: 3 } }, '.noiseLimits.steal'],
        ['a negative noise limit', { noiseLimits: { loadPerCore: -1 } }, '.noiseLimits.loadPerCore'],
        [
          'a benchmark without a name',
          { benchmarks: [{ probe: 'exec', launches: 1 }] },
          '.benchmarks[0].name',
        ],
      ] as [string, object, string][]
    ).map(([what, how, place]): [string, unknown, string] => [
      what,
      with_({
        environment: { name: 'e', measuring: how },
        measurements: [
          { metric: 'm', samples: [1, 2, 3] },
          { metric: 'n', value: 1 },
        ],
      }),
      `environment.measuring${place}`,
    ]),
  ])('%s', (_, body, place) => expect(places(body)).toEqual([place]))

  // JSON has no word for infinity, but a number may be as good as one.
  test.each([
    ['"value": 1}', '"value": 1e400}', 'measurements[0].value'],
    ['"value": 1}', '"value": 1, "high": -1e999}', 'measurements[0].high'],
    ['"value": 1}', '"samples": [1, 1e309]}', 'measurements[0].samples[1]'],
    ['"name": "e"}', '"name": "e", "cores": 1e400}', 'environment.cores'],
    ['"name": "e"}', '"name": "e", "a": {"b": [1e400]}}', 'environment.a.b[0]'],
    ['"name": "e"}', '"name": "e", "noise": {"stealPercent": 1e400}}', 'environment.noise.stealPercent'],
  ])('%s become %s', (from, to, place) => {
    const text = JSON.stringify(least, null, 1)
      .replaceAll(/\n\s*/g, ' ')
      .replaceAll(' }', '}')
      .replaceAll('[ {', '[{')
    expect(text).toContain(from)
    expect(places(JSON.parse(text.replace(from, to)))[0]).toBe(place)
  })

  test.each([
    ['{"__proto__": {"project": "other"}, ', '__proto__'],
    ['{"constructor": {}, ', 'constructor'],
  ])('a body that begins with %s', (start, key) => {
    expect(places(JSON.parse(JSON.stringify(least).replace('{', start)))).toEqual([key])
    expect(({} as Record<string, unknown>).project).toBeUndefined()
  })
  test('nesting that would exhaust the stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)
    const [place] = places(inEnvironment({ deep }))
    expect(place).toMatch(/^environment\.deep(\.a){31,32}$/)
  })
  test.each([[null], [[]], ['text'], [7], [undefined]])('%j, which is no object', (body) =>
    expect(places(body)).toEqual(['']),
  )
})

test('says of two equal metrics where the first one is', () =>
  expect(
    runUpload.safeParse(measuring({ metric: 'm', value: 1 }, { metric: 'm', value: 2 })).error?.issues[0]
      ?.message,
  ).toBe('this metric is already measured at measurements[0]; give each metric once'))
