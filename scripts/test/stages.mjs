import { findBrowser } from '../browser.mjs'
import { ensureAgent, ensureApp, ensureClient } from '../start/build.mjs'
import { watchForEnd } from '../start/signals.mjs'
import { prepareDatabases } from './databases.mjs'
import { check, endRunning, playwright, vitest } from './runners.mjs'

/** name → what it counts. Each runner resolves to {passed, failed, skipped}; `services` are up when it is called. */
const stages = {
  lint: () => check(['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
  types: () => check(['typescript/bin/tsc', '--noEmit', '-p', '.']),
  unit: () => vitest('unit'),
  db: ({ env }) => vitest('db', env),
  contract: async ({ app }) => vitest('contract', await app()),
  browser: async ({ app }) => {
    const { from, env } = await findBrowser()
    console.log(`in ${from}`)
    return playwright({ ...(await app()), ...env })
  },
}

/** Those that mostly wait, for a clock or a database, run beside each other. */
const TOGETHER = [['lint', 'types'], ['unit', 'db'], ['contract'], ['browser']]

/** Runs the named stages, or all, and adds up what they counted. */
export async function runStages(names, total) {
  const unknown = names.find((name) => !Object.hasOwn(stages, name))
  if (unknown)
    throw new Error(`there is no stage "${unknown}"; the stages are ${Object.keys(stages).join(', ')}`)
  await ensureClient()
  await ensureAgent()
  // Built before the types are checked: Next writes the types of its routes while building.
  await ensureApp()
  const services = await prepareDatabases()
  const ended = watchForEnd()
  ended.addEventListener('abort', endRunning)
  try {
    for (const group of names.length ? names.map((name) => [name]) : TOGETHER) {
      ended.throwIfAborted()
      const counts = await Promise.all(group.map((name) => run(name, services)))
      group.forEach((name, i) => {
        add(total, name, counts[i])
      })
    }
  } finally {
    await services.close()
  }
}

async function run(name, services) {
  console.log(`\n── ${name} ──`)
  const began = Date.now()
  const count = await stages[name](services).catch((error) => {
    console.error(error.message)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  console.log(
    `${name}: ${count.passed} passed, ${count.failed} failed in ${Math.round((Date.now() - began) / 1000)} s`,
  )
  return count
}

function add(total, name, count) {
  for (const key of Object.keys(total)) total[key] += count[key]
  if (count.passed + count.failed > 0) return
  console.error(`${name} ran no test, which counts as a failure`)
  total.failed++
}
