import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAgent } from './testing/agent'

let agent: Awaited<ReturnType<typeof buildAgent>>
beforeAll(async () => {
  agent = await buildAgent()
}, 30_000)
afterAll(() => agent.remove())

const level = (value: number, n: number) => Array.from({ length: n }, (_, i) => value + (i % 2))

/** Runs the command with this text on its standard input. */
function changepoints(input: string, ...args: string[]) {
  const child = agent.start(['changepoints', ...args], {}, 'pipe')
  const answer = { code: null as number | null, stdout: '', stderr: '' }
  child.stdout!.on('data', (data) => {
    answer.stdout += data
  })
  child.stderr!.on('data', (data) => {
    answer.stderr += data
  })
  child.stdin!.end(input)
  return new Promise<typeof answer>((done) => {
    child.on('close', (code) => done({ ...answer, code }))
  })
}
const linesOf = (...series: unknown[]) => series.map((s) => `${JSON.stringify(s)}\n`).join('')

describe('phasegate changepoints', () => {
  test('prints for each line the first point of each new segment', async () => {
    const two = [...level(10, 20), ...level(20, 20), ...level(10, 20)]
    const input = linesOf(two, level(5, 30), [], [1, 2, 3], [...level(0, 15), ...level(-40, 15)])
    expect(await changepoints(input)).toEqual({
      code: 0,
      stdout: '[20,40]\n[]\n[]\n[]\n[15]\n',
      stderr: '',
    })
  })
  test('reads lines as Windows ends them, and a last line without an end', async () => {
    const { stdout } = await changepoints(`${JSON.stringify(level(5, 9))}\r\n${JSON.stringify([1, 2])}`)
    expect(stdout).toBe('[]\n[]\n')
  })
  test('prints nothing for nothing', async () =>
    expect(await changepoints('')).toEqual({ code: 0, stdout: '', stderr: '' }))
  test('answers a line before the next one comes', async () => {
    const child = agent.start(['changepoints'], {}, 'pipe')
    child.stdin!.write(linesOf([...level(10, 20), ...level(20, 20)]))
    const first = await new Promise((done) => child.stdout!.once('data', (data) => done(String(data))))
    expect(first).toBe('[20]\n')
    child.stdin!.end()
    expect(await new Promise((done) => child.once('close', done))).toBe(0)
  })
  test.each([
    ['no JSON', '[1, 2', 'line 2: must be a JSON array of numbers'],
    ['an empty line', '', 'line 2: must be a JSON array of numbers'],
    ['an object', '{"values": [1]}', 'line 2: must be a JSON array of numbers'],
    ['a missing value', '[1, null, 3]', 'line 2: value 1 must be a finite number'],
    ['a number in quotes', '["1"]', 'line 2: value 0 must be a finite number'],
    ['a number beyond all numbers', '[1, 1e999]', 'line 2: value 1 must be a finite number'],
    ['NaN', '[NaN]', 'line 2: must be a JSON array of numbers'],
  ])('refuses %s in one line that names the line', async (_, line, message) => {
    const answer = await changepoints(`[1]\n${line}\n[2]\n`)
    expect(answer).toEqual({
      code: 2,
      stdout: '[]\n',
      stderr: `phasegate: standard input, ${message}\n`,
    })
  })
  test('takes no file', async () => {
    const { code, stderr } = await changepoints('', 'series.json')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'phasegate: changepoints takes no "series.json": it reads standard input\n',
    })
  })
  test('writes to the file of --out', async () => {
    const out = join(agent.directory, 'found.jsonl')
    const input = linesOf([...level(10, 20), ...level(20, 20)], [1])
    expect(await changepoints(input, '--out', out)).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(out, 'utf8')).toBe('[20]\n[]\n')
  })
})
