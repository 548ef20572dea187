import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ciFacts } from './ci'

test.each([
  [
    'github-actions',
    { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'a1', GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: '' },
    'main',
  ],
  ['github-actions', { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'a1', GITHUB_REF: 'refs/heads/feat/x' }, 'feat/x'],
  ['gitlab-ci', { GITLAB_CI: 'true', CI_COMMIT_SHA: 'a1', CI_COMMIT_REF_NAME: 'main' }, 'main'],
  [
    'gitlab-ci',
    {
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: 'a1',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'mr',
      CI_COMMIT_REF_NAME: 'x',
    },
    'mr',
  ],
  ['jenkins', { JENKINS_URL: 'http://ci', GIT_COMMIT: 'a1', GIT_BRANCH: 'origin/main' }, 'main'],
  [
    'jenkins',
    { JENKINS_URL: 'http://ci', GIT_COMMIT: 'a1', BRANCH_NAME: 'PR-7', CHANGE_BRANCH: 'fix' },
    'fix',
  ],
  ['buildkite', { BUILDKITE: 'true', BUILDKITE_COMMIT: 'a1', BUILDKITE_BRANCH: 'main' }, 'main'],
  ['circleci', { CIRCLECI: 'true', CIRCLE_SHA1: 'a1', CIRCLE_BRANCH: 'main' }, 'main'],
  ['circleci', { CIRCLECI: 'true', CIRCLE_SHA1: 'a1', CIRCLE_TAG: 'v1' }, 'v1'],
])('%s: %j', (name, env, branch) => {
  expect(ciFacts(env)).toEqual({ name, branch, commit: 'a1' })
})

test('on a pull request the commit under review counts, not the merge', () => {
  const directory = mkdtempSync(join(tmpdir(), 'phasegate-ci-'))
  const event = join(directory, 'event.json')
  writeFileSync(event, JSON.stringify({ pull_request: { head: { sha: 'head1' } } }))
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SHA: 'merge1',
    GITHUB_HEAD_REF: 'topic',
    GITHUB_EVENT_PATH: event,
  }
  expect(ciFacts(env)).toEqual({ name: 'github-actions', branch: 'topic', commit: 'head1' })
  rmSync(directory, { recursive: true })
})

test('outside of a CI system nothing is known', () => {
  expect(ciFacts({ PATH: '/bin', CI: 'true' })).toBeNull()
})

test('a commit not yet resolved is not a commit', () => {
  expect(
    ciFacts({ BUILDKITE: 'true', BUILDKITE_COMMIT: 'HEAD', BUILDKITE_BRANCH: 'main' })?.commit,
  ).toBeUndefined()
})
