import { spawnSync } from 'node:child_process'
import { truncateSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAgent } from './testing/agent'

const MiB = 1024 * 1024
const WHO = ['--project', 'voice', '--branch', 'main', '--commit', 'c0ffee']

let agent: Awaited<ReturnType<typeof buildAgent>>
let large: string
beforeAll(async () => {
  agent = await buildAgent()
  large = agent.write('large.txt', 'BenchmarkA-8 1 2 ns/op\n')
  truncateSync(large, 100 * MiB)
}, 30_000)
afterAll(() => agent.remove())

/** By way of a shell, as people pipe. */
const shell = (command: string) => {
  const env = { PATH: process.env.PATH, HOME: agent.directory, PHASEGATE_SPOOL: agent.spool }
  const options = { cwd: agent.directory, env, encoding: 'utf8', timeout: 60_000 } as const
  const { status, stderr } = spawnSync('bash', ['-c', command], options as never)
  return { code: status, stderr: String(stderr) }
}
const upload = `'${process.execPath}' phasegate.mjs upload --dry-run ${WHO.join(' ')}`

describe('more than 64 MiB is refused in one line, without being read whole:', { timeout: 60_000 }, () => {
  test.each([
    ['a file', () => `${upload} large.txt`, 'large.txt'],
    ['a file on standard input', () => `${upload} - < large.txt`, 'standard input'],
    ['a pipe', () => `cat large.txt | ${upload} -`, 'standard input'],
    ['a pipe without an end', () => `cat /dev/zero | ${upload} -`, 'standard input'],
    ['a device without an end', () => `${upload} /dev/zero`, '/dev/zero'],
  ])('%s', (_, command, label) =>
    expect(shell(command())).toEqual({ code: 2, stderr: `phasegate: ${label}: is larger than 64 MiB\n` }),
  )
})
