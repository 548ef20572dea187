import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunUpload, runUpload } from '@/lib/core/wire'
import { buildAgent } from './testing/agent'

let agent: Awaited<ReturnType<typeof buildAgent>>
let commit: string
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: agent.directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_COMMITTER_DATE: '2026-02-28T14:57:00+01:00', GIT_CONFIG_GLOBAL: '/dev/null' },
  }).trim()
beforeAll(async () => {
  agent = await buildAgent()
  agent.write(
    'phasegate.yml',
    `project: voice\nbenchmarks:\n  - {name: a, command: "echo '{\\"metric\\":\\"a\\",\\"value\\":1}'"}\n`,
  )
  git('init', '--quiet', '--initial-branch', 'feature/wake')
  git('add', 'phasegate.yml')
  git('commit', '--quiet', '--message', 'first')
  commit = git('rev-parse', 'HEAD')
}, 30_000)
afterAll(() => agent.remove())

async function measured(args: string[] = [], env?: Record<string, string>): Promise<RunUpload> {
  const { code, stdout, stderr } = await agent.run(
    ['run', '--dry-run', '--format-out', 'json', '--quiet', ...args],
    env,
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return runUpload.parse(JSON.parse(stdout))
}

test('branch, commit and its time are those of git', async () => {
  const run = await measured()
  expect(run).toMatchObject({ branch: 'feature/wake', commit, commitAt: '2026-02-28T13:57:00.000Z' })
  expect(run.environment).not.toHaveProperty('uncommittedChanges')
})
test('an option comes before CI, and CI before git', async () => {
  const ci = { GITLAB_CI: 'true', CI_COMMIT_SHA: 'c1', CI_COMMIT_REF_NAME: 'from-ci' }
  expect(await measured([], ci)).toMatchObject({
    branch: 'from-ci',
    commit: 'c1',
    environment: { name: 'gitlab-ci' },
  })
  expect(await measured(['--branch', 'given'], ci)).toMatchObject({ branch: 'given', commit: 'c1' })
  expect((await measured(['--commit', commit])).commitAt).toBe('2026-02-28T13:57:00.000Z')
  expect(await measured(['--commit', 'c0ffee'])).not.toHaveProperty('commitAt')
})
test('a commit that looks like an option is none to git', async () =>
  expect((await measured(['--commit=--output=/tmp/x'])).commit).toBe('--output=/tmp/x'))
test('what is not committed is said of the machine, unless a commit was claimed', async () => {
  writeFileSync(join(agent.directory, 'phasegate.yml'), '\n# changed\n', { flag: 'a' })
  expect((await measured()).environment).toHaveProperty('uncommittedChanges', true)
  expect((await measured(['--commit', 'c0ffee'])).environment).not.toHaveProperty('uncommittedChanges')
})
test('a detached head has no branch, and the line says what to give', async () => {
  git('checkout', '--quiet', '--detach')
  const { code, stderr } = await agent.run(['run', '--dry-run'])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'phasegate: neither git nor a CI system names the branch here: give --branch NAME\n',
  })
})

test('a branch tells where it left the one it goes to, and that one tells nothing', async () => {
  git('checkout', '--quiet', '--force', 'feature/wake')
  git('branch', 'main')
  git('commit', '--quiet', '--allow-empty', '--message', 'second')
  git('update-ref', 'refs/remotes/origin/main', 'main')
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
  expect((await measured()).environment.base).toEqual({ branch: 'main', commit })
  const gitlab = { GITLAB_CI: 'true', CI_COMMIT_SHA: 'a1', CI_COMMIT_REF_NAME: 'x' }
  const told = {
    ...gitlab,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'next',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: 'b2',
  }
  expect((await measured([], told)).environment.base).toEqual({ branch: 'next', commit: 'b2' })
  expect((await measured(['--branch', 'main'])).environment.base).toBeUndefined()
  git('symbolic-ref', '--delete', 'refs/remotes/origin/HEAD')
  expect((await measured()).environment.base).toBeUndefined()
})
