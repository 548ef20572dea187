import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { load } from 'js-yaml'

/** What a directory tells of the pipeline in it. */
export type Found = {
  name: string | null
  /** commands that look like benchmarks */
  commands: { name: string; command: string; why: string }[]
  /** pytest files that look like benchmarks */
  pytest: string[]
  services: Service[]
}
export type Service = { kind: 'http' | 'websocket' | 'wyoming' | 'postgres'; port: number; why: string }

const BENCHMARK = /(^|[^a-z])(bench|benchmarks?|perf|performance|load-?test)([^a-z]|$)/i
const COMPOSE = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']
/** Ports that programs of these kinds have by default. */
const WELL_KNOWN: Record<number, Service['kind']> = {
  3000: 'http',
  5432: 'postgres',
  8000: 'http',
  8080: 'http',
  10200: 'wyoming',
  10300: 'wyoming',
  10400: 'wyoming',
}
const PATIENCE_MS = 200

const text = (...path: string[]) => {
  try {
    return readFileSync(join(...path), 'utf8')
  } catch {
    return null
  }
}
const parsed = <T>(source: string | null, parse: (s: string) => unknown): T | null => {
  try {
    return source === null ? null : (parse(source) as T)
  } catch {
    return null
  }
}

function fromPackage(directory: string): Pick<Found, 'name' | 'commands'> {
  const file = parsed<{ name?: unknown; scripts?: Record<string, unknown> }>(
    text(directory, 'package.json'),
    JSON.parse,
  )
  const has = (lock: string) => existsSync(join(directory, lock))
  const runner = has('pnpm-lock.yaml') ? 'pnpm run' : has('yarn.lock') ? 'yarn run' : 'npm run --silent'
  const scripts = Object.keys(file?.scripts ?? {}).filter((script) => BENCHMARK.test(script))
  return {
    name: typeof file?.name === 'string' ? file.name : null,
    commands: scripts.map((script) => ({
      name: script,
      command: `${runner} ${script}`,
      why: 'a script of package.json',
    })),
  }
}

/** Test files with a name that speaks of performance, in the usual places. */
function pytestFiles(directory: string): string[] {
  const here = (path: string, depth: number): string[] => {
    const entries =
      parsed<import('node:fs').Dirent[]>(join(directory, path), (p) =>
        readdirSync(p, { withFileTypes: true }),
      ) ?? []
    return entries.flatMap((entry) => {
      const inside = path === '.' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory())
        return depth > 0 && !/^[._]|node_modules|venv/.test(entry.name) ? here(inside, depth - 1) : []
      return /^(test_.*|.*_test)\.py$/.test(entry.name) && BENCHMARK.test(entry.name.replaceAll('_', '-'))
        ? [inside]
        : []
    })
  }
  return ['.', 'test', 'tests'].flatMap((place) => here(place, place === '.' ? 0 : 3)).sort()
}

/** The first port of the machine that each entry of `ports:` publishes. */
function composeServices(directory: string): Service[] {
  const file = COMPOSE.find((name) => existsSync(join(directory, name)))
  type Compose = { services?: Record<string, { image?: string; ports?: unknown[] }> }
  const compose = file === undefined ? null : parsed<Compose>(text(directory, file), load)
  return Object.entries(compose?.services ?? {}).flatMap(([name, service]) =>
    (Array.isArray(service?.ports) ? service.ports : []).flatMap((given): Service[] => {
      const published =
        typeof given === 'object' && given !== null ? (given as { published?: unknown }).published : given
      const port = Number(/(?:^|:)(\d+)(?::\d+)?(?:\/tcp)?$/.exec(String(published))?.[1])
      if (!(port > 0 && port < 65_536)) return []
      const hint = `${name} ${service?.image ?? ''}`
      const kind = /postgres|pgvector|timescale/i.test(hint)
        ? 'postgres'
        : /wyoming|piper|whisper|wakeword/i.test(hint)
          ? 'wyoming'
          : (WELL_KNOWN[port] ?? 'http')
      return [{ kind, port, why: `service ${name} of ${file}` }]
    }),
  )
}

const answers = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const end = (open: boolean) => {
      socket.destroy()
      done(open)
    }
    socket.setTimeout(PATIENCE_MS, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

async function listening(): Promise<Service[]> {
  const ports = Object.entries(WELL_KNOWN).map(([port, kind]) => ({
    kind,
    port: Number(port),
    why: 'something listens there now',
  }))
  const open = await Promise.all(ports.map(({ port }) => answers(port)))
  return ports.filter((_, i) => open[i])
}

/** Looks at files and at a few ports of this machine; runs nothing. */
export async function detect(directory: string): Promise<Found> {
  const { name, commands } = fromPackage(directory)
  if (existsSync(join(directory, 'Cargo.toml')) && existsSync(join(directory, 'benches')))
    commands.push({ name: 'cargo bench', command: 'cargo bench --quiet', why: 'Cargo.toml and benches/' })
  if (existsSync(join(directory, 'go.mod')))
    commands.push({ name: 'go bench', command: "go test -run '^$' -bench . ./...", why: 'go.mod' })
  const services = [...composeServices(directory), ...(await listening())]
  const first = services.filter((s, i) => services.findIndex(({ port }) => port === s.port) === i)
  return { name, commands, pytest: pytestFiles(directory), services: first }
}
