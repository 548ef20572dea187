import { oneLine } from '../../one-line'
import type { Ended } from '../program'
import type { Session } from './lines'

const SET = 'set "python" to the interpreter of the project, for example python: .venv/bin/python'

const last = (lines: string[], pattern: RegExp) =>
  lines
    .map((line) => pattern.exec(line)?.[1])
    .filter(Boolean)
    .at(-1)

/** What pytest said before it gave up: the reason of a traceback, else its word on wrong usage, else its last line. */
function lastWords(lines: string[]): string {
  const said = last(lines, /^E\s+(\S.*)$/) ?? last(lines, /\b(?:ERROR|[Ee]rror): (?!usage:)(.*)$/)
  return said ?? lines.findLast((line) => line.trim() !== '')?.trim() ?? 'it said nothing'
}

const advice = (reason: string, session: Session) =>
  /No module named|ModuleNotFoundError/.test(reason)
    ? `${reason} (in ${session.pytest?.executable ?? 'this interpreter'}); install it there or ${SET}`
    : reason

function uncollected(session: Session): string | null {
  const [first] = session.uncollected
  if (!first) return null
  const others = session.uncollected.length - 1
  const more = others === 0 ? '' : `, and ${others} more`
  return `${first.id || 'the tests'} could not be collected${more}: ${advice(first.reason, session)}`
}

function failure(python: string, path: string, ended: Ended, session: Session, lines: string[]) {
  if (ended.code === null) {
    const notFound = `${python} was not found; install Python or ${SET}`
    return ended.notFound ? notFound : ended.failure
  }
  if (!session.pytest) {
    if (lines.some((line) => /No module named '?pytest'?$/.test(line)))
      return `${python} has no pytest; install it (${python} -m pip install pytest, or apt-get install python3-pytest), or ${SET}`
    const ignored = lines.some((line) => /No module named '?phasegate_pytest/.test(line))
    if (ignored) return `${python} ignores PYTHONPATH, which brings the plugin; leave out -I and -E`
    return `pytest did not start: ${advice(lastWords(lines), session)}`
  }
  const collection = uncollected(session)
  if (collection) return collection
  if (ended.code === 5) return `pytest found no test in ${path}`
  if (ended.code > 1 || !session.finished)
    return `pytest ended with code ${ended.code}: ${advice(lastWords(lines), session)}`
  return session.tests.length === 0 ? `pytest ran no test of ${path}` : null
}

/** Why a launch is not whole, in one line that says what to do; null when pytest ran, though tests may have failed. */
export function failureOf(
  python: string,
  path: string,
  ended: Ended,
  session: Session,
  lines: string[],
): string | null {
  const told = failure(python, path, ended, session, lines)
  return told === null ? null : oneLine(told)
}
