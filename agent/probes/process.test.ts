import { expect, test } from 'vitest'
import { treeOf } from '../proc/find'
import { startChild, startLeakyServer } from '../testing/child'
import { endAfterEach, keep, of, script, shown, watch } from '../testing/watch'
import { processProbe, systemRefusal } from './process'
import { settings } from './process/settings'

endAfterEach()

test('every measure that the system can tell is there, by port as by pid and by command line', async () => {
  const { pid, port } = await keep(startLeakyServer(123_457))
  for (const target of [{ port }, { pid }, { command: 'leaky-server.mjs 123457' }]) {
    const launch = await watch({ ...target, duration: 0.4, interval: 0.1, eventLoop: true })
    expect(launch.failure).toBeNull()
    expect(shown.at(-1)).toContain(`watching process ${pid} (`)
    const { memory_per_session: _, failure_rate: __, ...expected } = processProbe.measures
    expect(Object.fromEntries(launch.measurements.map(({ metric, unit }) => [metric, { unit }]))).toEqual(
      expected,
    )
  }
})

test('what is not there is one line', async () => {
  const { pid, port, stop } = await startLeakyServer()
  await stop()
  expect((await watch({ pid })).failure).toBe(`there is no process ${pid}`)
  expect((await watch({ port })).failure).toBe(`nothing listens on port ${port}`)
  expect((await watch({ command: 'no-such-thing' })).failure).toBe(
    'no process has "no-such-thing" in its command line',
  )
  expect(systemRefusal('darwin')).toBe('reads /proc, which Linux alone has; this is darwin')
  expect(systemRefusal('linux')).toBeNull()
})

test('it is waited for', async () => {
  const watching = watch({ command: 'leaky-server.mjs 7654321', wait: 10, duration: 0.1 })
  await keep(startLeakyServer(7_654_321))
  expect((await watching).failure).toBeNull()
})

test('a process that ends while it is watched is said to, with what was measured', async () => {
  const { pid, port } = await keep(startLeakyServer())
  const launch = await watch({
    pid,
    load: script(`await fetch('http://127.0.0.1:${port}/die').catch(() => setTimeout(() => {}))`),
  })
  expect(launch.failure).toBe(`process ${pid} ended while it was watched`)
  expect(of(launch, 'pss')!.samples!.length).toBeGreaterThan(0)
})

test('sessions that fail are counted, and none at all is a failure', async () => {
  const { pid, port } = await keep(startLeakyServer())
  const flaky = 'test $((PHASEGATE_SESSION % 4)) != 0 || { echo no more >&2; exit 3; }'
  const some = await watch({ pid, session: flaky, sessions: 8, every: 2 })
  expect(some.failure).toBeNull()
  expect(of(some, 'failure_rate')).toEqual({ metric: 'failure_rate', unit: '%', value: 25 })
  expect(shown).toContain('2 of 8 sessions failed: exit code 3: no more')
  const none = await watch({ pid, session: { url: `http://127.0.0.1:${port}/refuse` }, sessions: 4 })
  expect(none.failure).toBe('no session succeeded: HTTP 503')
  expect(of(none, 'memory_per_session')).toEqual({
    metric: 'memory_per_session',
    error: 'no session succeeded',
  })
})

test('a tree is its members together', async () => {
  const burn = 'for (;;);'
  const parent = `require('node:child_process').spawn(process.execPath, ['-e', '${burn}'], {stdio: 'ignore'}); setTimeout(() => console.log('up'), 200); process.on('SIGTERM', () => process.exit())`
  const { pid, stop } = await keep(startChild(process.execPath, ['-e', parent]))
  const [, child] = treeOf(pid)
  try {
    const alone = await watch({ pid, duration: 1 })
    const together = await watch({ pid, duration: 1, tree: true })
    expect(of(together, 'cpu')!.value).toBeGreaterThan(3 * of(alone, 'cpu')!.value! + 3)
    expect(of(together, 'threads')!.samples![0]).toBe(2 * of(alone, 'threads')!.samples![0]!)
    expect(of(together, 'pss')!.samples![0]).toBeGreaterThan(1.3 * of(alone, 'pss')!.samples![0]!)
  } finally {
    process.kill(child!, 'SIGKILL')
    await stop()
  }
})

test('what belongs to another user is an error by name and never 0', async () => {
  const root = process.getuid?.() === 0
  const { pid } = root ? await keep(startLeakyServer()) : { pid: 1 }
  if (root) process.seteuid!('nobody')
  const launch = await watch({ pid, session: 'true', sessions: 4, every: 1 }).finally(() => {
    if (root) process.seteuid!(0)
  })
  expect(launch.failure).toBeNull()
  for (const [metric, file] of [
    ['pss', 'smaps_rollup'],
    ['read_bytes', 'io'],
    ['open_files', 'fd'],
  ])
    expect(of(launch, metric!)).toEqual({
      metric,
      error: `no right to read /proc/${pid}/${file}: run the agent as the user of the process`,
    })
  expect(of(launch, 'peak_rss')!.value).toBeGreaterThan(0)
  expect(of(launch, 'memory_per_session')!.value).toBeDefined()
  expect(launch.counts).toEqual({ residentMemory: 1 })
  expect(shown).toContainEqual(expect.stringMatching(/^resident instead of proportional memory: no right/))
})

test('it ends soon when it is stopped, or its time is up', async () => {
  const { pid } = await keep(startLeakyServer())
  const began = performance.now()
  expect((await watch({ pid, duration: 60 }, { timeoutSeconds: 0.3 })).failure).toBe('timed out after 0.3 s')
  const signal = AbortSignal.timeout(300)
  const stopped = await watch({ pid, session: 'sleep 60' }, { signal: AbortSignal.any([signal]) })
  expect(stopped.failure).toMatch(/^(stopped|timed out)/)
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 300)
  expect((await watch({ pid, load: 'sleep 60' }, { signal: stop.signal })).failure).toBe('stopped')
  expect(performance.now() - began).toBeLessThan(5_000)
})

test.each([
  [{}, 'needs exactly one of pid, port and command'],
  [{ pid: 1, port: 80 }, 'needs exactly one of pid, port and command'],
  [{ pid: 1, session: 'true', load: 'true' }, 'does not go with session'],
  [{ pid: 1, session: { url: 'ftp://x' } }, 'ws:, wss:, http: or https:'],
  [{ pid: 1, profile: 'x.json' }, 'ends in .cpuprofile'],
])('%j is refused', (given, why) => {
  const { error } = settings.safeParse(given)
  expect(JSON.stringify(error?.issues)).toContain(why)
})
