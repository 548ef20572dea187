import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import type { Launch, LaunchContext, Probe } from './probe'
import { runProgram } from './program'
import { failureOf } from './pytest/failure'
import { readLines, type Session } from './pytest/lines'
import { measurementsOf } from './pytest/measurements'
import { LINES_VARIABLE, MEMORY_VARIABLE, OUTPUT_VARIABLE, PLUGIN, PLUGIN_SOURCE } from './pytest/plugin'
import { type Settings, settings } from './pytest/settings'

const LAST_LINES = 200
/** More would leave no room for other benchmarks in a run, and be of no use to a review. */
const MOST_MEASUREMENTS = 2_000

/** A path to an interpreter is relative to the configuration file; a bare name is looked for in PATH. */
const interpreter = ([program = '', ...rest]: string[], context: LaunchContext) => [
  /[\\/]/.test(program) ? resolve(context.configDirectory, program) : program,
  ...rest,
]

function counts(session: Session): Pick<Launch, 'counts'> {
  const reruns = session.tests.reduce((n, test) => n + test.reruns, 0)
  return reruns > 0 ? { counts: { reruns } } : {}
}

function tellHow(session: Session, context: LaunchContext) {
  if (session.pytest) {
    const { version, python, executable } = session.pytest
    context.show(`pytest ${version}, Python ${python}: ${executable}`)
  }
  const workers = new Set(session.tests.map((test) => test.worker)).size
  if (workers > 1)
    context.show(`${workers} workers ran tests at once and disturb each other's times: leave out -n`)
}

const flag = (on: boolean) => (on ? '1' : '0')

/** Collecting garbage after every test takes long in a large suite, and changes when it would have been collected. */
const wantsMemory = ({ tests }: Settings) =>
  Object.values(tests).some((claim) => typeof claim !== 'string' && claim.measure === 'memory_growth')

async function run(given: Settings, home: string, context: LaunchContext): Promise<Launch> {
  const lines = join(home, 'lines.jsonl')
  writeFileSync(join(home, `${PLUGIN}.py`), PLUGIN_SOURCE)
  const python = interpreter([given.python].flat(), context)
  const paths = [given.path].flat()
  const inherited = given.env?.PYTHONPATH ?? process.env.PYTHONPATH
  const recent: string[] = []
  const ended = await runProgram(
    {
      command: [...python, '-m', 'pytest', '-p', PLUGIN, ...given.arguments, ...paths],
      directory: given.directory,
      env: {
        ...given.env,
        PYTHONPATH: inherited ? `${home}${delimiter}${inherited}` : home,
        [LINES_VARIABLE]: lines,
        [OUTPUT_VARIABLE]: flag(given.extract.length > 0),
        [MEMORY_VARIABLE]: flag(wantsMemory(given)),
      },
    },
    context,
    {
      take: (line) => {
        recent.push(line)
        if (recent.length > LAST_LINES) recent.shift()
        return false
      },
    },
  )
  const session = readLines(existsSync(lines) ? readFileSync(lines, 'utf8') : '')
  tellHow(session, context)
  const measurements = session.tests.length === 0 ? [] : measurementsOf(session.tests, given)
  const tried = session.tests.filter((test) => test.fault === null || test.failed)
  if (tried.length > 0) {
    const failed = tried.filter((test) => test.failed).length
    measurements.push({ metric: 'failure_rate', unit: '%', samples: [(100 * failed) / tried.length] })
  }
  const failure = failureOf([given.python].flat().join(' '), paths.join(' '), ended, session, recent)
  const tooMany =
    measurements.length > MOST_MEASUREMENTS
      ? `${measurements.length} measurements, of which the first ${MOST_MEASUREMENTS} are kept: choose tests with "path" or arguments: [-k, NAME]`
      : null
  return {
    measurements: measurements.slice(0, MOST_MEASUREMENTS),
    failure: failure ?? tooMany,
    ...counts(session),
  }
}

/** Runs pytest once, with a plugin that tells what it saw of every test; the tests stay as they are. */
export const pytest: Probe<typeof settings> = {
  kind: 'pytest',
  settings,
  measures: { failure_rate: { unit: '%', beside: true } },
  async launch(given, context) {
    const home = mkdtempSync(join(tmpdir(), 'phasegate-pytest-'))
    try {
      return await run(given, home, context)
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
}
