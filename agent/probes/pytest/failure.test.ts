import { expect, test } from 'vitest'
import { failureOf } from './failure'
import { readLines } from './lines'

const ended = { code: 1, failure: 'exit code 1', notFound: false, wallMs: 1 }
const why = (...lines: string[]) => failureOf('python3', 'tests', ended, readLines(''), lines)

test('what an interpreter says that cannot begin becomes what to do', () => {
  expect(why('/usr/bin/python3: No module named pytest')).toBe(
    'python3 has no pytest; install it (python3 -m pip install pytest, or apt-get install python3-pytest), or set "python" to the interpreter of the project, for example python: .venv/bin/python',
  )
  expect(why('Error importing plugin "phasegate_pytest": No module named \'phasegate_pytest\'')).toBe(
    'python3 ignores PYTHONPATH, which brings the plugin; leave out -I and -E',
  )
  expect(why()).toBe('pytest did not start: it said nothing')
})
