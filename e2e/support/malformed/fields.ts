import type { RunUpload } from '@/lib/core/wire'

type Path = (string | number)[]

/** A copy with another value at a path; without one, the key is gone. */
function changed(upload: RunUpload, path: Path, ...value: [unknown?]): unknown {
  const copy = structuredClone(upload)
  const parent = path
    .slice(0, -1)
    .reduce((at, key) => (at as Record<string, unknown>)[key] as object, copy as object)
  const key = path.at(-1)!
  if (value.length) (parent as Record<string, unknown>)[key] = value[0]
  else delete (parent as Record<string, unknown>)[key]
  return copy
}

const NOT_TEXT = [null, true, 7, [], {}, ['x'], { not: '' }, { $ne: null }, { equals: 'x' }]
const BAD_TEXT = ['', 'x'.repeat(301), 'a\u0001b', 'a\rb', 'a\u0085b', '\u007f']
const NOT_A_NUMBER = [null, true, '180', [], {}, [1], 'NaN']
const NOT_AN_OBJECT = [null, true, 7, 'x', [], [{}]]
const NOT_A_LIST = [null, true, 7, 'x', {}, [], [null], [7], ['x'], [[]], [[{}]]]
const NOT_A_TIME = [
  'now',
  '2026-02-28',
  '2026-02-28T22:57:00',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-02-28T25:00:00Z',
  '0000-01-01T00:00:00Z',
  '+012026-01-01T00:00:00Z',
  '2999-01-01T00:00:00Z',
  1772319420000,
]
const NOT_AN_ID = [
  '1',
  'not-a-uuid',
  '0193-',
  '{0193aaaa-0000-7000-8000-000000000000}',
  '0193aaaa00007000800000000000000g',
  "' or 1=1 --",
  '../../etc/passwd',
]

const TEXTS: Path[] = [
  ['project'],
  ['suite'],
  ['branch'],
  ['commit'],
  ['agent', 'name'],
  ['agent', 'version'],
  ['environment', 'name'],
  ['measurements', 0, 'metric'],
  ['measurements', 0, 'unit'],
  ['measurements', 2, 'state'],
  ['measurements', 3, 'error'],
]
const REQUIRED: Path[] = [
  ['runId'],
  ['project'],
  ['suite'],
  ['branch'],
  ['commit'],
  ['startedAt'],
  ['agent'],
  ['agent', 'name'],
  ['agent', 'version'],
  ['environment'],
  ['environment', 'name'],
  ['measurements'],
  ['measurements', 0, 'metric'],
  ['measurements', 0, 'samples'],
  ['measurements', 1, 'value'],
]

const odd: [string, unknown][] = [
  ['two kinds', { samples: [1], value: 1 }],
  ['a value and a state', { value: 1, state: 'x' }],
  ['a state and an error', { state: 'x', error: 'y' }],
  ['no kind', {}],
  ['limits of nothing', { low: 1, high: 2 }],
  ['a low above the value', { value: 1, low: 2 }],
  ['a high below the value', { value: 1, high: 0 }],
  ['no samples', { samples: [] }],
  ['numbers too large to calculate with', { samples: [1.7e308, 1.7e308, 1.7e308] }],
  ['an unknown key', { value: 1, mean: 1 }],
]

/** Every upload that is JSON and yet not one of ours: the good one with a single thing wrong. */
export function* wrongFields(good: RunUpload): Generator<[string, unknown]> {
  const name = (path: Path) => path.join('.')
  for (const path of REQUIRED) yield [`without ${name(path)}`, changed(good, path)]
  for (const path of TEXTS)
    for (const value of [...NOT_TEXT, ...BAD_TEXT])
      yield [`${name(path)} ${JSON.stringify(value).slice(0, 20)}`, changed(good, path, value)]
  const lists: [Path, readonly unknown[]][] = [
    [['runId'], [...NOT_TEXT, ...NOT_AN_ID]],
    [['startedAt'], [...NOT_TEXT, ...NOT_A_TIME]],
    [['finishedAt'], [...NOT_A_TIME, '2001-01-01T00:00:00Z']],
    [['commitAt'], NOT_A_TIME],
    [['agent'], [...NOT_AN_OBJECT, 'phasegate 0.1.0']],
    [['environment'], NOT_AN_OBJECT],
    [
      ['environment', 'cores'],
      ['2', -1, [], {}],
    ],
    [
      ['environment', 'noise'],
      [7, 'x', [], { stealPercent: 'x' }, { loadPerCore: [] }],
    ],
    [
      ['environment', 'measuring'],
      [
        7,
        'x',
        [],
        { launches: 7 },
        { launches: { nothing: [1] } },
        { benchmarks: {} },
        { noiseLimits: { x: 1 } },
      ],
    ],
    [
      ['environment', 'own'],
      ['x'.repeat(301), { deep: ['a\u0000b'] }, { 'a\nb': 1 }, { ['k'.repeat(301)]: 1 }],
    ],
    [['measurements'], NOT_A_LIST],
    [['measurements', 0], NOT_AN_OBJECT],
    [
      ['measurements', 0, 'samples'],
      [null, true, 7, 'x', {}, [], [null], ['1'], [[1]]],
    ],
    [['measurements', 0, 'samples', 1], NOT_A_NUMBER],
    [['measurements', 1, 'value'], NOT_A_NUMBER],
    [
      ['measurements', 1, 'low'],
      [...NOT_A_NUMBER, 99],
    ],
    [
      ['measurements', 1, 'metric'],
      [good.measurements[0]!.metric, 'n'.repeat(201)],
    ],
    [['extra'], [1]],
    [['agent', 'extra'], [1]],
    [['measurements', 0, 'extra'], [1]],
  ]
  for (const [path, values] of lists)
    for (const value of values)
      yield [`${name(path)} ${JSON.stringify(value)?.slice(0, 20)}`, changed(good, path, value)]
  for (const [what, measurement] of odd)
    yield [
      `a measurement with ${what}`,
      changed(good, ['measurements', 1], { metric: 'odd', ...(measurement as object) }),
    ]
  for (const [what, top] of [
    ['null', null],
    ['true', true],
    ['a number', 7],
    ['a text', 'x'],
    ['a list', []],
    ['itself in a list', [good]],
    ['nothing', {}],
  ])
    yield [`instead of it, ${what}`, top]
}
