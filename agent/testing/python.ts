import { spawnSync } from 'node:child_process'

const CANDIDATES = ['python3', '/usr/bin/python3', 'python']
const pytestOf = (python: string) => {
  const asked = spawnSync(python, ['-m', 'pytest', '--version'], { encoding: 'utf8', timeout: 60_000 })
  return asked.status === 0 ? `${asked.stdout}${asked.stderr}`.trim() : null
}

/** One interpreter for each version of pytest that is here. */
function found(): string[] {
  const byVersion = new Map<string, string>()
  for (const python of CANDIDATES) {
    const version = pytestOf(python)
    if (version !== null && !byVersion.has(version)) byVersion.set(version, python)
  }
  return [...byVersion.values()]
}

/** The interpreters that have pytest; where there is none, Debian's is installed, as the browser of the tests is. */
export function pythonsWithPytest(): string[] {
  const here = found()
  if (here.length > 0) return here
  if (process.getuid?.() === 0) {
    const apt = (...words: string[]) =>
      spawnSync('apt-get', words, {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        timeout: 240_000,
      })
    if (apt('install', '-y', 'python3-pytest').status !== 0) {
      apt('update')
      apt('install', '-y', 'python3-pytest')
    }
  }
  const now = found()
  if (now.length > 0) return now
  throw new Error(
    'the pytest probe is tested with a real pytest: install one (apt-get install python3-pytest, or pip install pytest for the python3 in PATH)',
  )
}
