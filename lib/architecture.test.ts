import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

// Who may import whom. `types` says that only types may cross: they are gone before anything runs.
const ROOMS = ['projects', 'metrics', 'runs', 'alerts', 'reviews', 'reports']
const HEART_PACKAGES = ['zod', 'uuid', 'jstat', 'node:crypto']

type Import = { target: string; typeOnly: boolean }
type File = { name: string; text: string }

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

/** What a file imports: paths from the root for our own files, the bare name for packages. */
function importsOf({ name, text }: File): Import[] {
  return [...text.matchAll(importPattern)].map(([, typeOnly, named, dynamic]) => {
    const from = named ?? dynamic ?? ''
    const target = from.startsWith('@/')
      ? from.slice(2)
      : from.startsWith('.')
        ? path.posix.join(path.posix.dirname(name), from)
        : from
    return { target, typeOnly: Boolean(typeOnly) }
  })
}

const within = (target: string, ...places: string[]) =>
  places.some((place) => target === place || target.startsWith(`${place}/`))
const isOurs = (target: string) =>
  within(target, 'app', 'agent', 'components', 'lib', 'prisma', 'scripts', 'e2e')
const roomOf = (name: string) => ROOMS.find((room) => within(name, `lib/${room}`))

/** Why this import is not allowed, or null. */
function refusal(name: string, { target, typeOnly }: Import): string | null {
  if (/(^|\/)db\/generated(\/|$)/.test(target) && !within(name, 'lib/db'))
    return 'only lib/db may import the generated client'
  if (within(name, 'lib/core') && !within(target, 'lib/core') && !HEART_PACKAGES.includes(target))
    return 'lib/core is pure'
  // The reference pipeline is no part of the agent: it is what the agent measures, with a database of its own.
  if (within(name, 'agent/pipeline') && within(target, 'scripts/database', 'scripts/root.mjs')) return null
  if (within(name, 'agent') && isOurs(target) && !within(target, 'agent', 'lib/core', 'package.json'))
    return 'the agent may import lib/core alone'
  if (within(name, 'components') && isOurs(target) && !within(target, 'components', 'lib/core') && !typeOnly)
    return 'components take types alone from outside lib/core'
  if (within(name, 'lib') && within(target, 'app', 'components', 'agent', 'scripts', 'e2e'))
    return 'arrows never turn back'
  const room = roomOf(name)
  const other = roomOf(target)
  if (room && other && ROOMS.indexOf(other) > ROOMS.indexOf(room))
    return `${other} is to the right of ${room}`
  if (room && within(target, 'lib/http', 'next', 'react')) return 'a room knows no door'
  if (within(name, 'lib/db', 'lib/auth', 'lib/http') && other && !typeOnly) return 'this is below the rooms'
  return null
}

const findings = (file: File) =>
  importsOf(file).flatMap((given) => {
    const why = refusal(file.name, given)
    return why ? [`${file.name} imports ${given.target}: ${why}`] : []
  })

/** All our source files, committed or not. */
function sources(): File[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split(
    '\n',
  )
  return listed
    .filter((name) => /^(app|agent|components|e2e|lib|prisma|scripts)\/.*\.(ts|tsx|mjs|css)$/.test(name))
    .filter((name, i, all) => all.indexOf(name) === i)
    .flatMap((name) => {
      try {
        return [{ name, text: readFileSync(name, 'utf8') }]
      } catch {
        return [] // deleted, and not yet committed as such
      }
    })
}

const files = sources()
const own = files.filter(({ name }) => name !== 'lib/architecture.test.ts')

describe('the house', () => {
  test('is found', () => expect(files.length).toBeGreaterThan(50))
  // Tests look into a room from outside: they may use its neighbours to set the scene.
  test('keeps to who may import whom', () =>
    expect(own.filter(({ name }) => !/\.test\.tsx?$/.test(name)).flatMap(findings)).toEqual([]))
  test('has no file of more than 200 lines', () =>
    expect(
      files
        .filter(({ name, text }) => !/\.(test|spec)\.ts$/.test(name) && text.split('\n').length > 201)
        .map(({ name }) => name),
    ).toEqual([]))
  // By the name `z` a bundler has to keep all of Zod, which is twice the rest of the agent.
  test('imports Zod as a namespace', () =>
    expect(
      own.filter(({ text }) => /^import (type )?\{ z \} from 'zod'/m.test(text)).map(({ name }) => name),
    ).toEqual([]))
  test('has no unfinished business and no skipped test', () =>
    expect(
      own
        .filter(({ text }) =>
          /\b(TODO|FIXME|XXX)\b|\b(it|test|describe)\.(skip|only|todo|fails)\b/.test(text),
        )
        .map(({ name }) => name),
    ).toEqual([]))
  // A name in brackets is a parameter of an address, and those are the contract's.
  test('names files in kebab case and has no barrels and no utils', () =>
    expect(
      files
        .map(({ name }) => name.replace(/\[\w+\]/g, '[]'))
        .filter(
          (name) =>
            !/^\(?[\w[\].()-]+$/.test(path.basename(name)) || /[A-Z]|(^|\/)(index|utils)\./.test(name),
        ),
    ).toEqual([]))
})

describe('the checker', () => {
  const found = (name: string, text: string) => findings({ name, text }).length
  test.each([
    ['lib/core/stats.ts', "import { readFileSync } from 'node:fs'"],
    ['lib/core/stats.ts', "import type { db } from '../db/client'"],
    ['lib/runs/queries.ts', "import { db } from '@/lib/db/generated/client'"],
    ['lib/metrics/queries.ts', "import { getRun } from '../runs/queries'"],
    ['lib/runs/queries.ts', "import type { Review } from '@/lib/reviews/queries'"],
    ['lib/runs/record-run.ts', "import { problem } from '../http/problem'"],
    ['lib/db/client.ts', "import { getRun } from '../runs/queries'"],
    ['lib/auth/tokens.ts', "export { Rail } from '@/components/ui/rail'"],
    ['agent/cli.ts', "const { db } = await import('../lib/db/client')"],
    ['agent/commands/run.ts', "import '@/lib/errors'"],
    ['agent/benchmarks.ts', "import { startCluster } from '../scripts/database/cluster.mjs'"],
    ['components/runs/list.tsx', "import {\n  listRuns,\n} from '@/lib/runs/queries'"],
    ['app/page.tsx', "import { PrismaClient } from '@/lib/db/generated/client'"],
  ])('refuses in %s: %s', (name, text) => expect(found(name, text)).toBe(1))
  test.each([
    ['lib/core/stats.ts', "import jStat from 'jstat'\nimport { x } from './units'"],
    ['lib/reviews/queries.ts', "import { getRun } from '../runs/queries'"],
    [
      'agent/pipeline/measuring/database.ts',
      "import { startCluster } from '../../../scripts/database/cluster.mjs'",
    ],
    ['agent/cli.ts', "import { readFile } from 'node:fs/promises'\nimport { parse } from '../lib/core/wire'"],
    [
      'components/runs/list.tsx',
      "import type { RunRow } from '@/lib/runs/queries'\nimport Link from 'next/link'",
    ],
    ['app/page.tsx', "import { listRuns } from '@/lib/runs/queries'"],
    ['lib/db/client.ts', "import { PrismaClient } from './generated/client'"],
  ])('allows in %s: %s', (name, text) => expect(found(name, text)).toBe(0))
})
