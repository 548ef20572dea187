import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runUpload } from '@/lib/core/wire'
import { buildAgent } from '../testing/agent'
import { launchContext } from '../testing/launch'
import { type Python, pythonsWithPytest, RECORDED } from '../testing/python'
import { pytest } from './pytest'

// pytest leaves caches beside the tests it runs: it gets a copy
const home = mkdtempSync(join(tmpdir(), 'phasegate-pytest-test-'))
cpSync('agent/testing/pytest', home, { recursive: true })
afterAll(() => rmSync(home, { recursive: true, force: true }))

const SEVEN = [
  'TestLatencyBenchmarks::test_e2e_latency_simulated',
  'TestLatencyBenchmarks::test_response_filter_latency',
  'TestLatencyBenchmarks::test_websocket_send_latency',
  'TestLatencyBenchmarks::test_session_creation_latency',
  'TestLatencyBenchmarks::test_context_window_operations',
  'TestMemoryBenchmarks::test_session_memory_growth',
  'TestMemoryBenchmarks::test_context_window_memory',
].map((name) => `tests/integration/test_performance.py::${name}`)

vi.setConfig({ testTimeout: 60_000 })
const pythons = pythonsWithPytest()
const python: Python = process.env.RECORD_PYTEST ? RECORDED : (pythons[0] ?? RECORDED)

const shown: string[] = []
async function launch(given: Record<string, unknown>, context = {}) {
  const settings = pytest.settings.parse({ python, directory: home, ...given })
  const result = await pytest.launch(
    settings,
    launchContext({ timeoutSeconds: 60, show: (l) => shown.push(l), ...context }),
  )
  return { ...result, by: new Map(result.measurements.map((m) => [m.metric, m])) }
}

describe.each<{ python: Python }>([...pythons.map((python) => ({ python })), { python: RECORDED }])(
  'with $python',
  ({ python }) => {
    test('an unchanged file gives its seven tests', async () => {
      const { measurements, failure } = await launch({
        python,
        path: 'tests/integration/test_performance.py',
      })
      expect(failure).toBeNull()
      expect(measurements.map((m) => m.metric)).toEqual([...SEVEN, 'failure_rate'])
      for (const m of measurements.slice(0, 7))
        expect(m).toMatchObject({ unit: 'ms', samples: [expect.any(Number)] })
      // the simulated turn sleeps 20 ms
      expect(measurements[0]!.samples![0]).toBeGreaterThan(20)
      expect(measurements[7]).toEqual({ metric: 'failure_rate', unit: '%', samples: [0] })
    })

    test('every outcome is told, and what is timed is the call alone', async () => {
      const { by, failure } = await launch({
        python,
        path: 'tests/odd',
        tests: {
          cleanup: { test: 'test_passes', property: 'cleanup' },
          grown: { test: 'test_grows', measure: 'memory_growth' },
          sized: 'test_sized',
        },
        extract: [{ test: 'test_fails', pattern: 'took (\\d+) ms', metric: 'took', unit: 'ms' }],
      })
      const id = (name: string) => by.get(`tests/odd/test_outcomes.py::${name}`)
      const times = (name: string) => id(name)?.samples?.[0]
      expect(failure).toBeNull()
      expect(by.get('cleanup')).toEqual({ metric: 'cleanup', state: 'pruned_at_limit' })
      expect(by.get('sized[small]')?.samples).toHaveLength(1)
      expect(by.get('sized[large::x]')?.samples).toHaveLength(1)
      // 20 MB were kept
      expect(by.get('grown')!.samples![0]).toBeGreaterThan(18)
      expect(by.get('grown')!.samples![0]).toBeLessThan(24)
      // 10 ms in the call, 400 ms in the fixture
      expect(times('test_slow_fixture')).toBeGreaterThan(10)
      expect(times('test_slow_fixture')).toBeLessThan(150)
      expect(times('TestOfTheOldKind::test_unittest')).toBeGreaterThan(5)
      // the test that replaced the clock was timed by the real one
      expect(times('test_takes_the_tools_away')).toBeGreaterThan(0)
      expect(times('test_better_than_expected')).toBeGreaterThan(0)
      // a test that failed measured nothing, whatever it printed
      expect(by.get('took')).toEqual({ metric: 'took', error: 'failed: AssertionError: one is not two' })
      expect(id('test_without_fixture')?.error).toBe('setup failed: RuntimeError: no microphone')
      expect(id('test_with_a_mess')?.error).toBe('teardown failed: RuntimeError: could not tidy up')
      expect(id('test_skips')?.error).toBe('skipped: no GPU here')
      expect(id('test_marked_skip')?.error).toBe('skipped: not today')
      expect(id('test_expected_to_fail')?.error).toBe('failed, as expected: known to be slow')
      expect(id('test_strictly_expected_to_fail')?.error).toBe('failed: [XPASS(strict)] must be slow')
      // 12 were tried, 4 of them in vain
      expect(by.get('failure_rate')!.samples![0]).toBeCloseTo(100 / 3, 6)
    })

    test('a crash loses no more than the test it happened in', async () => {
      const { measurements, failure } = await launch({ python, path: 'tests/broken/test_crashes.py' })
      expect(failure).toBe('ended by SIGSEGV')
      expect(measurements).toEqual([
        { metric: 'tests/broken/test_crashes.py::test_before', unit: 'ms', samples: [expect.any(Number)] },
        { metric: 'tests/broken/test_crashes.py::test_crashes', error: 'pytest ended while it ran' },
        { metric: 'failure_rate', unit: '%', samples: [50] },
      ])
    })

    test.each([
      [
        { path: 'tests/broken/test_imports.py' },
        /^tests\/broken\/test_imports\.py could not be collected: ModuleNotFoundError: .* \(in \/.*python.*\); install it there or set "python"/,
      ],
      [{ path: 'tests/nowhere' }, /not found: tests\/nowhere/],
      [
        { path: 'tests/odd', arguments: ['-k', 'nothing_of_this_name'] },
        /^pytest found no test in tests\/odd$/,
      ],
      [{ path: 'tests/odd', arguments: ['--no-such-option'] }, /unrecognized arguments: --no-such-option/],
    ])('what cannot run says why: %j', async (given, why) => {
      const { measurements, failure } = await launch({ python, ...given })
      expect(failure).toMatch(why)
      expect(measurements).toEqual([])
    })
  },
)

test.each(pythons)(
  'an interpreter without pytest says what to install or set, as one made by %s',
  async (python) => {
    const bare = join(home, `bare-${pythons.indexOf(python)}`)
    execFileSync(python, ['-m', 'venv', '--without-pip', bare])
    const { failure } = await launch({ python: join(bare, 'bin', 'python') })
    expect(failure).toMatch(
      /bin\/python has no pytest; install it \(.* -m pip install pytest, .*or set "python" to the interpreter/,
    )
  },
)

test('an interpreter that is not there says what to set', async () => {
  expect((await launch({ python: 'no-such-python' })).failure).toBe(
    'no-such-python was not found; install Python or set "python" to the interpreter of the project, for example python: .venv/bin/python',
  )
})

test('a launch that is stopped keeps what was measured and leaves nothing behind', async () => {
  const temporary = mkdtempSync(join(home, 'tmp-'))
  vi.stubEnv('TMPDIR', temporary)
  const stop = new AbortController()
  const { by, failure } = await launch(
    { path: 'tests/endless', arguments: ['-s'] },
    { signal: stop.signal, show: (line: string) => line.includes('waits now') && stop.abort() },
  )
  expect(failure).toBe('stopped')
  expect(by.get('tests/endless/test_endless.py::test_short')?.samples).toHaveLength(1)
  expect(by.get('tests/endless/test_endless.py::test_endless')?.error).toBe('pytest ended while it ran')
  expect(readdirSync(temporary)).toEqual([])
  vi.unstubAllEnvs()
})

describe('in one command', () => {
  let agent: Awaited<ReturnType<typeof buildAgent>>
  beforeAll(async () => {
    agent = await buildAgent()
  }, 30_000)
  afterAll(() => agent.remove())

  test('the seven tests become the metrics of the template', async () => {
    const yml = readFileSync(join(home, 'phasegate.yml'), 'utf8').replace(
      'probe: pytest',
      `probe: pytest\n    python: ${JSON.stringify(python)}`,
    )
    const file = agent.write('phasegate.yml', yml.replace('directory: .', `directory: ${home}`))
    const { code, stdout, stderr } = await agent.run(
      [
        'run',
        '--config',
        file,
        '--dry-run',
        '--format-out',
        'json',
        '--branch',
        'main',
        '--commit',
        '4f2a9c1',
      ],
      { HOME: process.env.HOME ?? home, RECORD_PYTEST: process.env.RECORD_PYTEST ?? '' },
    )
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('7 passed') })
    const run = runUpload.parse(JSON.parse(stdout))
    const said = run.measurements.map((m) => `${m.metric} ${m.samples?.length} ${m.unit}`)
    expect(said.slice(0, 7).sort()).toEqual([
      'context_window_memory 1 MB',
      'context_window_operations 1 ms',
      'e2e_latency 1 ms',
      'response_filter_latency 1 ms',
      'session_creation_latency 1 ms',
      'session_memory_growth 1 MB',
      'websocket_send_latency 100 ms',
    ])
    expect(said).toHaveLength(8)
  })
})
