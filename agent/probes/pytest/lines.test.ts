import { expect, test } from 'vitest'
import { readLines } from './lines'

const phase = (when: string, outcome = 'passed', over = {}) => ({
  when,
  outcome,
  xfail: false,
  reason: '',
  ...over,
})
const line = (over: object) =>
  JSON.stringify({
    kind: 'test',
    id: 't.py::a',
    param: null,
    phases: [],
    properties: [],
    output: '',
    worker: null,
    ...over,
  })
const only = (over: object) => readLines(line(over)).tests[0]!
const passed = [phase('setup'), phase('call'), phase('teardown')]

test('a test that passed has its time and its growth', () =>
  expect(only({ phases: passed, seconds: 0.5, rssBefore: 4096, rssAfter: 12288 })).toMatchObject({
    fault: null,
    failed: false,
    seconds: 0.5,
    grown: 8192,
    reruns: 0,
  }))

test('where memory cannot be read it is not said to be 0', () =>
  expect(only({ phases: passed, seconds: 0.5, rssBefore: null, rssAfter: null }).grown).toBeUndefined())

test('of a test that was tried again the last try counts', () => {
  const first = [phase('setup'), phase('call', 'failed', { reason: 'slow' }), phase('teardown')]
  expect(only({ phases: [...first, ...passed] })).toMatchObject({ fault: null, reruns: 1 })
  expect(only({ phases: [...passed, ...first] })).toMatchObject({
    fault: 'failed: slow',
    failed: true,
    reruns: 1,
  })
})

test('a failure is said before a skip, and a failure without a reason is one', () => {
  const both = [phase('setup'), phase('call', 'skipped', { reason: 'no GPU' }), phase('teardown', 'failed')]
  expect(only({ phases: both })).toMatchObject({ fault: 'teardown failed', failed: true })
})

test('a test that ran in a process of its own measured nothing', () =>
  expect(only({}).fault).toContain('a process of its own'))

test('parameters with brackets and colons keep to the end of the id', () =>
  expect(only({ id: 'a[b]/t.py::a[x::[y]]', param: 'x::[y]' })).toMatchObject({
    base: 'a[b]/t.py::a',
    param: 'x::[y]',
  }))

test('a line that a crash cut short leaves a test that never ended', () => {
  const text = `${JSON.stringify({ kind: 'start', id: 't.py::a' })}\n${line({ phases: passed }).slice(0, 40)}`
  const session = readLines(text)
  expect(session.finished).toBe(false)
  expect(session.tests).toMatchObject([{ id: 't.py::a', fault: 'pytest ended while it ran', failed: true }])
})

test('a file that every worker could not collect is told once', () => {
  const line = JSON.stringify({ kind: 'uncollected', id: 't.py', reason: 'SyntaxError' })
  expect(readLines(`${line}\n${line}\n`).uncollected).toEqual([{ id: 't.py', reason: 'SyntaxError' }])
})
