import { expect, test } from 'vitest'
import { launchContext } from '../testing/launch'
import { Tally } from './tally'

const measures = {
  latency: { unit: 'ms' },
  first: { unit: 'ms' },
  failure_rate: { unit: '%', beside: true as const },
}

test('only right results have samples, and the share of the others goes beside', () => {
  const shown: string[] = []
  const tally = new Tally()
  tally.pass({ latency: 12, first: 3 })
  tally.pass({ latency: 14, first: null })
  tally.fail('status 500')
  tally.fail('status 500')
  const launch = tally.launch(measures, launchContext({ show: (line) => shown.push(line) }), { late: 1 })
  expect(launch).toEqual({
    measurements: [
      { metric: 'latency', unit: 'ms', samples: [12, 14] },
      { metric: 'first', unit: 'ms', samples: [3] },
      { metric: 'failure_rate', unit: '%', value: 50 },
    ],
    failure: null,
    counts: { late: 1 },
  })
  expect(shown).toEqual(['not counted: 2 of 4: status 500'])
})

test('a launch without a right result has failed, and says of what most', () => {
  const tally = new Tally()
  for (const reason of ['no answer in 5 s', 'status 500', 'no answer in 5 s']) tally.fail(reason)
  expect(tally.launch(measures, launchContext())).toMatchObject({
    measurements: [{ metric: 'failure_rate', value: 100 }],
    failure: 'none of 3 was right: no answer in 5 s',
  })
})

test('a launch that was ended early keeps what it has and says why it ended', () => {
  const ending = new AbortController()
  ending.abort(new Error('timed out after 3 s'))
  const tally = new Tally()
  tally.pass({ latency: 1 })
  const launch = tally.launch(measures, launchContext({ signal: ending.signal }))
  expect(launch.failure).toBe('timed out after 3 s')
  expect(launch.measurements[0]).toEqual({ metric: 'latency', unit: 'ms', samples: [1] })
})
