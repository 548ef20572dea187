import { expect, test } from 'vitest'
import { withFailures } from '../benchmarks'
import { launchContext } from '../testing/launch'
import { exec, stopBenchmarks } from './exec'

const shown: string[] = []
const run = (script: string, timeoutSeconds = 20) =>
  exec.launch(
    { command: [process.execPath, '-e', script] },
    launchContext({ timeoutSeconds, show: (line) => shown.push(line) }),
  )

test('JSON lines are measurements, other lines are for people', async () => {
  const result = await run(`
    console.log('warming up')
    console.log(JSON.stringify({metric: 'a', unit: 'ms', samples: [1, 2]}))
    console.log('{"not": "ours"}')
    console.log(JSON.stringify({metric: 'a', unit: 'ms', samples: [3]}))
    console.log(JSON.stringify({metric: 'b', state: 'pruned'}))`)
  expect(result.failure).toBeNull()
  expect(result.measurements).toEqual([
    { metric: 'a', unit: 'ms', samples: [1, 2, 3] },
    { metric: 'b', state: 'pruned' },
  ])
  expect(shown).toEqual(expect.arrayContaining(['warming up', '{"not": "ours"}']))
})

test.each([
  [
    'a bad exit code, with the last words',
    `console.error('no model'); process.exit(3)`,
    'exit code 3: no model',
  ],
  ['a signal', `process.kill(process.pid, 'SIGSEGV')`, 'ended by SIGSEGV'],
  ['silence', `console.log('all fine')`, 'reported no measurement'],
  ['a number that is none', `console.log('{"metric":"a","value":1e400}')`, 'cannot be read: a.value'],
  [
    'a metric said twice',
    `for (const v of [1,2]) console.log(JSON.stringify({metric:'a',value:v}))`,
    'measured a twice',
  ],
])('%s is a failure', async (_, script, failure) => {
  expect((await run(script)).failure).toContain(failure)
})

test('a program that is not there is a failure', async () => {
  const result = await exec.launch({ command: ['no-such-program-at-all'] }, launchContext())
  expect(result.failure).toBe('could not be started: no-such-program-at-all not found')
})

test('a timeout ends the benchmark and its children, and keeps what was measured', async () => {
  const started = Date.now()
  const result = await exec.launch(
    { command: `echo '{"metric":"a","value":1}'; sleep 60 & sleep 60` },
    launchContext({ timeoutSeconds: 0.5 }),
  )
  expect(result).toEqual({ measurements: [{ metric: 'a', value: 1 }], failure: 'timed out after 0.5 s' })
  expect(Date.now() - started).toBeLessThan(5_000)
})

test('the token is not handed to benchmarks', async () => {
  process.env.PHASEGATE_TOKEN = 'pgt_secret'
  const result = await run(
    `console.log(JSON.stringify({metric: 'a', state: String(process.env.PHASEGATE_TOKEN)}))`,
  )
  delete process.env.PHASEGATE_TOKEN
  expect(result.measurements).toEqual([{ metric: 'a', state: 'undefined' }])
})

test('what a failed benchmark owes is named', () => {
  const metrics = { a: {}, b: {} } as never
  const measurements = [{ metric: 'a', value: 1 }]
  expect(withFailures({ name: 'x', metrics }, { measurements, failure: 'exit code 1' })).toEqual([
    { metric: 'a', value: 1 },
    { metric: 'b', error: 'x: exit code 1' },
  ])
  expect(withFailures({ name: 'x', metrics }, { measurements, failure: null })[1]).toEqual({
    metric: 'b',
    error: 'x: did not report this metric',
  })
  expect(withFailures({ name: 'x', metrics: {} }, { measurements: [], failure: 'exit code 1' })).toEqual([
    { metric: 'x', error: 'x: exit code 1' },
  ])
})

test('a benchmark that is stopped may put its things away first', async () => {
  let ready = () => {}
  const up = new Promise<void>((done) => {
    ready = done
  })
  const lines: string[] = []
  const ended = exec.launch(
    {
      command: [
        process.execPath,
        '-e',
        `process.on('SIGTERM', () => { console.log('put away'); process.exit(0) }); console.log('up'); setInterval(() => {}, 1000)`,
      ],
    },
    launchContext({
      show: (line) => {
        lines.push(line)
        if (line === 'up') ready()
      },
    }),
  )
  await up
  await stopBenchmarks()
  await ended
  expect(lines).toEqual(['up', 'put away'])
})
