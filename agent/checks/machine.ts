import { ciFacts } from '../ci'
import { gitBranch, gitCommit } from '../git'
import { markNoise, type Noise, noiseBetween } from '../noise'
import type { Spool } from '../spool'
import { type Check, fail } from './check'

export async function checkSpool(spool: Spool): Promise<Check> {
  try {
    await spool.ensureWritable()
  } catch (error) {
    return fail('spool', (error as Error).message, 'set PHASEGATE_SPOOL to a directory that can be written')
  }
  const waiting = (await spool.list()).length
  const rejected = (await spool.rejected()).length
  const detail = `${spool.directory}: ${waiting} waiting, ${rejected} rejected`
  return waiting + rejected > 0
    ? {
        check: 'spool',
        state: 'warn',
        detail,
        advice: waiting ? 'phasegate spool flush' : 'phasegate spool list',
      }
    : { check: 'spool', state: 'ok', detail }
}

export function checkBuild(): Check {
  const ci = ciFacts()
  const commit = ci?.commit ?? gitCommit()
  const branch = ci?.branch ?? gitBranch()
  if (commit && branch)
    return {
      check: 'commit',
      state: 'ok',
      detail: `${branch} ${commit.slice(0, 12)} from ${ci?.commit ? ci.name : 'git'}`,
    }
  return {
    check: 'commit',
    state: 'warn',
    detail: 'neither git nor a CI system names branch and commit here',
    advice: 'give --branch and --commit',
  }
}

/** Listens to the machine for a moment. */
export async function checkNoise(
  admissibility: (noise: Noise) => { admissible: boolean; reason?: string },
): Promise<Check> {
  const before = markNoise()
  await new Promise((done) => setTimeout(done, 500))
  const noise = noiseBetween(before, markNoise())
  const { admissible, reason } = admissibility(noise)
  const told = [
    noise.clockSpreadPercent === undefined ? '' : `clock spread ${noise.clockSpreadPercent}%`,
    noise.stealPercent === undefined ? '' : `steal ${noise.stealPercent}%`,
    noise.loadPerCore === undefined ? '' : `load per core ${noise.loadPerCore}`,
  ]
  const detail = told.filter(Boolean).join(', ')
  return admissible
    ? { check: 'noise', state: 'ok', detail }
    : { check: 'noise', state: 'warn', detail, advice: `a run now would not be admissible: ${reason}` }
}
