import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What the setting `python` takes: an interpreter, or a launcher and it. */
export type Python = string | string[]

/** A real pytest as it once ran, recorded: what a machine without one can still be held to. */
export const RECORDED: Python = [
  process.execPath,
  fileURLToPath(new URL('recorded-pytest.mjs', import.meta.url)),
]

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

function installed(): string[] {
  if (process.getuid?.() !== 0) return []
  const apt = (...words: string[]) =>
    spawnSync('apt-get', words, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 240_000,
    }).status === 0
  const install = () => apt('install', '-y', 'python3-pytest')
  if (!install() && apt('update')) install()
  return found()
}

/** The interpreters that have pytest; where there is none, Debian's is installed, as the browser of the tests is. None is told. */
export function pythonsWithPytest(): string[] {
  const here = found()
  const all = here.length > 0 ? here : installed()
  if (all.length === 0)
    console.warn(
      'no real pytest here and none could be installed: the pytest probe is tested with a recorded one alone',
    )
  return all
}
