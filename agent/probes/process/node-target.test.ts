import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { portsOf } from '../../proc/sockets'
import { startChild, startLeakyServer } from '../../testing/child'
import { endAfterEach, keep, of, script, shown, watch } from '../../testing/watch'

endAfterEach()

describe('a Node.js process', () => {
  test('shows how long its event loop blocks, and what is hot, and is left as it was', async () => {
    const { pid, port } = await keep(startLeakyServer())
    const directory = mkdtempSync(join(tmpdir(), 'phasegate-profile-'))
    const block = `await (await fetch('http://127.0.0.1:${port}/block?ms=200')).text()`
    const load = script(
      `for (let i = 0; i < 4; i++) { await new Promise((done) => setTimeout(done, 200)); ${block} }`,
    )
    const launch = await watch(
      { pid, load, eventLoop: true, profile: 'hot.cpuprofile' },
      { configDirectory: directory },
    )
    expect(launch.failure).toBeNull()
    const delays = of(launch, 'event_loop_delay')!.samples!.toSorted((a, b) => a - b)
    // Callers come all the time: half of these 1.6 s the loop is blocked, and they wait from 0 to 200 ms.
    expect(delays.at(-1)).toBeGreaterThan(190)
    expect(delays[Math.floor(delays.length * 0.75)]).toBeGreaterThan(50)
    expect(delays[Math.floor(delays.length * 0.25)]).toBeLessThan(50)
    expect(of(launch, 'cpu')!.value).toBeGreaterThan(5)
    expect(JSON.parse(readFileSync(`${directory}/hot.cpuprofile`, 'utf8'))).toHaveProperty('nodes')
    expect(shown.find((line) => line.includes('block  leaky-server.mjs:'))).toMatch(/^ *[5-9]\d\.\d% /)
    rmSync(directory, { recursive: true })
    expect(portsOf(pid)).toEqual([port])
  })

  test('whose inspector is open already keeps it', async () => {
    const code = "console.log('up'); setInterval(() => {}, 1000)"
    const { pid } = await keep(startChild(process.execPath, ['--inspect=127.0.0.1:0', '-e', code]))
    const ports = portsOf(pid)
    const launch = await watch({ pid, duration: 0.2, eventLoop: true })
    expect(launch.failure).toBeNull()
    expect(of(launch, 'event_loop_delay')!.samples!.length).toBeGreaterThan(5)
    expect(ports).toHaveLength(1)
    expect(portsOf(pid)).toEqual(ports)
  })

  test('whose profile cannot be written says so, and is let go', async () => {
    const { pid, port } = await keep(startLeakyServer())
    const launch = await watch({ pid, duration: 0.2, profile: 'no-such-directory/x.cpuprofile' })
    expect(launch.failure).toMatch(/^ENOENT: no such file or directory/)
    expect(of(launch, 'pss')).toBeDefined()
    expect(portsOf(pid)).toEqual([port])
  })

  test('whose inspector cannot open says so', async () => {
    const other = await keep(startLeakyServer())
    const { pid } = await keep(startLeakyServer(0, other.port))
    expect((await watch({ pid, collectGarbage: true })).failure).toBe(
      `the inspector of process ${pid} did not open; does another process hold its port?`,
    )
  })

  test('is told from others, which the signal would end', async () => {
    const { pid, child } = await keep(startChild('sh', ['-c', 'echo up; while :; do sleep 1; done']))
    expect((await watch({ pid, eventLoop: true })).failure).toMatch(
      new RegExp(`^collectGarbage, eventLoop and profile are for Node.js alone: process ${pid} runs `),
    )
    expect(child.exitCode ?? child.signalCode).toBeNull()
  })
})
