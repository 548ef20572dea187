import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headFromFiles } from './git-files'

const place = mkdtempSync(join(tmpdir(), 'phasegate-git-'))
const tree = join(place, 'tree')
const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false']
const git = (...args: string[]) =>
  execFileSync('git', [...who, ...args], { cwd: tree, encoding: 'utf8', stdio: 'pipe' }).trim()
const commit = () => git('commit', '--allow-empty', '-m', 'one')

beforeAll(() => {
  mkdirSync(join(tree, 'deep', 'down'), { recursive: true })
  git('init', '--initial-branch', 'feature/a+b')
})
afterAll(() => rmSync(place, { recursive: true }))

test('says what git says: without a commit, loose, packed, in a second work tree, detached', () => {
  expect(headFromFiles(tree)).toBeNull()
  commit()
  const head = { commit: git('rev-parse', 'HEAD'), branch: 'feature/a+b' }
  expect(headFromFiles(tree)).toEqual(head)
  expect(headFromFiles(join(tree, 'deep', 'down'))).toEqual(head)
  git('pack-refs', '--all')
  expect(headFromFiles(tree)).toEqual(head)
  git('worktree', 'add', '-b', 'other', join(place, 'second'))
  expect(headFromFiles(join(place, 'second'))).toEqual({ ...head, branch: 'other' })
  git('checkout', '--detach')
  expect(headFromFiles(tree)).toEqual({ ...head, branch: null })
})

test('is null outside of a repository', () => expect(headFromFiles(place)).toBeNull())
