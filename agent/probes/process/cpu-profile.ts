import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Inspector } from './inspector'

/** The part of a .cpuprofile that says where time went; times in microseconds. */
export type CpuProfile = {
  nodes: {
    id: number
    callFrame: { functionName: string; url: string; lineNumber: number }
  }[]
  samples?: number[]
  timeDeltas?: number[]
}

export type HotFunction = { name: string; place: string; selfMs: number; share: number }

/** V8's own names for time in which no JavaScript ran. */
const NOT_WORKING = ['(idle)', '(root)']

/** Functions by the time spent in themselves, without what they call; shares are of the time that was not idle. */
export function hotFunctions({ nodes, samples = [], timeDeltas = [] }: CpuProfile, most = 10): HotFunction[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const self = new Map<string, HotFunction>()
  let total = 0
  samples.forEach((id, i) => {
    const frame = frames.get(id)
    // a delta lies before its sample, so that the time of a sample is the next one
    const ms = Math.max(0, timeDeltas[i + 1] ?? 0) / 1_000
    if (!frame || NOT_WORKING.includes(frame.functionName)) return
    total += ms
    const name = frame.functionName || '(anonymous)'
    const place = frame.url ? `${basename(frame.url)}:${frame.lineNumber + 1}` : ''
    const key = `${name} ${frame.url}:${frame.lineNumber}`
    const known = self.get(key) ?? { name, place, selfMs: 0, share: 0 }
    known.selfMs += ms
    self.set(key, known)
  })
  return [...self.values()]
    .sort((a, b) => b.selfMs - a.selfMs)
    .slice(0, most)
    .map((hot) => ({ ...hot, share: total > 0 ? hot.selfMs / total : 0 }))
}

export const hotLine = ({ name, place, selfMs, share }: HotFunction) =>
  `${(100 * share).toFixed(1).padStart(5)}%  ${selfMs.toFixed(0).padStart(6)} ms  ${name}${place && `  ${place}`}`

export async function startProfile(inspector: Inspector) {
  await inspector.call('Profiler.enable')
  await inspector.call('Profiler.start')
}

/** Writes the profile to `file`, for the flame chart of any browser, and returns what is hot in it. */
export async function endProfile(inspector: Inspector, file: string): Promise<HotFunction[]> {
  const { profile } = await inspector.call<{ profile: CpuProfile }>('Profiler.stop')
  await inspector.call('Profiler.disable')
  writeFileSync(file, JSON.stringify(profile))
  return hotFunctions(profile)
}
