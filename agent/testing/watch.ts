import { afterEach, vi } from 'vitest'
import type { Launch, LaunchContext } from '../probes/probe'
import { processProbe } from '../probes/process'
import { settings } from '../probes/process/settings'
import type { Child } from './child'
import { launchContext } from './launch'

const running: Child[] = []

/** Ends with the test. */
export async function keep<T extends Child>(starting: Promise<T>): Promise<T> {
  const child = await starting
  running.push(child)
  return child
}

/** Lines the probe showed in this test. */
export const shown: string[] = []

/** Call once in a file of tests. */
export function endAfterEach() {
  // real processes, on a machine that may be busy
  vi.setConfig({ testTimeout: 60_000 })
  afterEach(async () => {
    shown.length = 0
    await Promise.all(running.splice(0).map((child) => child.stop()))
  })
}

export const watch = (given: object, context: Partial<LaunchContext> = {}) =>
  processProbe.launch(
    settings.parse(given),
    launchContext({ warmup: 0, show: (line) => shown.push(line), ...context }),
  )

export const of = ({ measurements }: Launch, metric: string) => measurements.find((m) => m.metric === metric)

/** A piece of JavaScript as a command. */
export const script = (code: string) => [process.execPath, '--input-type=module', '-e', code]
