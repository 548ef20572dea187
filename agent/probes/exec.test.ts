import { expect, test } from 'vitest'
import { withFailures } from '../benchmarks'
import { launchContext } from '../testing/launch'
import { childCpuMs } from './child-usage'
import { stopBenchmarks } from './children'
import { exec } from './exec'
import type { Launch, LaunchContext } from './probe'

const shown: string[] = []
const run = (script: string, context: Partial<LaunchContext> = {}, settings: { exitCodes?: number[] } = {}) =>
  exec.launch(
    { command: [process.execPath, '-e', script], ...settings },
    launchContext({ show: (line) => shown.push(line), ...context }),
  )
/** What the command reported of itself. */
const own = ({ measurements }: Launch) => measurements.filter((m) => !Object.hasOwn(exec.measures, m.metric))

test('JSON lines are measurements, other lines are for people', async () => {
  const result = await run(`
    console.log('warming up')
    console.log(JSON.stringify({metric: 'a', unit: 'ms', samples: [1, 2]}))
    console.log('{"not": "ours"}')
    console.log(JSON.stringify({metric: 'a', unit: 'ms', samples: [3]}))
    console.log(JSON.stringify({metric: 'b', state: 'pruned'}))`)
  expect(result.failure).toBeNull()
  expect(own(result)).toEqual([
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
  expect(own(result)).toEqual([{ metric: 'a', state: 'undefined' }])
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

const BUSY = 'const until = performance.now() + 250; while (performance.now() < until);'
const of = ({ measurements }: Launch, metric: string) => measurements.find((m) => m.metric === metric)

test('a command that says nothing has its time, its processor time and its memory', async () => {
  const { measurements, failure } = await run(
    `const held = Buffer.alloc(150e6, 1); ${BUSY}; setTimeout(() => held.at(0), 100)`,
    { samples: 2 },
  )
  expect(failure).toBeNull()
  const wall = of({ measurements, failure }, 'wall')
  expect(wall).toMatchObject({ unit: 'ms' })
  expect(wall?.samples).toHaveLength(2)
  for (const ms of wall!.samples!) expect(ms).toBeGreaterThan(350)
  const cpu = of({ measurements, failure }, 'cpu')
  expect(cpu?.samples).toHaveLength(2)
  for (const ms of cpu!.samples!) expect(ms).toBeGreaterThan(200)
  const peak = of({ measurements, failure }, 'peak_rss')
  expect(peak).toMatchObject({ unit: 'MB' })
  for (const mb of peak!.samples!) expect(mb > 170 && mb < 400, `${mb} MB`).toBe(true)
})

test('the processor time of a short command is known to a tick of all its executions', async () => {
  const result = await exec.launch({ command: ['sleep', '0.01'] }, launchContext({ samples: 10 }))
  const cpu = of(result, 'cpu')!
  expect(cpu.value).toBeLessThan(10)
  expect(cpu.high! - cpu.value!).toBeCloseTo(1, 6)
  expect(cpu.low).toBeLessThanOrEqual(cpu.value!)
})

test('the memory of a command is that of all its processes', async () => {
  const hold = `const held = Buffer.alloc(120e6, 1); setTimeout(() => held.at(0), 500)`
  const result = await exec.launch(
    { command: `node -e '${hold}' & node -e '${hold}' & wait` },
    launchContext(),
  )
  expect(of(result, 'peak_rss')?.samples?.[0]).toBeGreaterThan(270)
})

test('executions to warm up do not count, each after them is a sample, and what it reports too', async () => {
  const seen = shown.length
  const result = await run(`console.log('once'); console.log('{"metric":"a","value":1}')`, {
    warmup: 2,
    samples: 3,
  })
  expect(shown.slice(seen).filter((line) => line === 'once')).toHaveLength(5)
  expect(own(result)).toEqual([{ metric: 'a', samples: [1, 1, 1] }])
  expect(of(result, 'wall')?.samples).toHaveLength(3)
})

test('other exit codes may be none of failure, and a failing execution is no sample', async () => {
  expect((await run('process.exit(3)', {}, { exitCodes: [0, 3] })).failure).toBeNull()
  const failing = await run('process.exit(3)', { samples: 4 })
  expect(failing).toEqual({ measurements: [], failure: 'exit code 3' })
  expect((await run('process.exit(3)', { warmup: 1 })).failure).toBe('warm-up 1: exit code 3')
})

test('a command that reports a measure by its name is believed', async () => {
  const result = await run(`console.log('{"metric":"wall","unit":"s","value":7}')`)
  expect(result.measurements.filter((m) => m.metric === 'wall')).toEqual([
    { metric: 'wall', unit: 's', value: 7 },
  ])
})

test('what is aborted ends soon and says why', async () => {
  const stop = new AbortController()
  const started = Date.now()
  const result = await run(
    `console.log('{"metric":"a","value":1}'); console.log('up'); setInterval(() => {}, 1000)`,
    { signal: stop.signal, show: () => stop.abort(new Error('stopped')) },
  )
  expect(result).toMatchObject({ failure: 'stopped', measurements: [{ metric: 'a', value: 1 }] })
  expect(Date.now() - started).toBeLessThan(5_000)
})

test('the kernel’s account of children is read, or said to be missing', () => {
  expect(childCpuMs('7 (a) b) S 1 2 3 4 5 6 7 8 9 10 11 12 20 30 20 0\n')).toBe(500)
  expect(childCpuMs('')).toBeNull()
})
