// Run by scripts/bench.mjs, with the app's address in BENCH_URL and its database in DATABASE_URL.
import { type JudgeInput, judgeRun } from '@/lib/core/verdict'
import { db } from '@/lib/db/client'
import { sql } from '@/lib/db/sql'
import { lightness } from './agent'
import { execBesideHyperfine } from './exec'
import { interleaved } from './interleave'
import { pair, type Row, table } from './pairs'
import { rawTrend, rawWriter } from './raw'
import { aPlace, aRun } from './scene'
import { roundTrips } from './sockets'
import { appending, recomputing } from './steps'

const url = process.env.BENCH_URL!
const [few, many] = [100, 10_000]
const SERIES = `/series?metric=${encodeURIComponent('metric 0')}&points=1000`

function judging(metrics: number): () => void {
  const definition = {
    ...{ title: 'm', unit: 'ms', direction: 'lower' as const, statistic: 'p95' as const, minEffect: 0.02 },
    ...{ target: 105, acceptance: 120, states: [], targetVersion: 1 },
  }
  const history = Array.from({ length: 20 }, () => ({
    value: 108 + 2 * Math.random(),
    rank: null,
    sameBuild: false,
  }))
  const inputs: JudgeInput[] = aRun('x', metrics).measurements.map((measurement) => ({
    definition: { ...definition, metric: measurement.metric },
    measurement,
    history,
  }))
  return () => {
    judgeRun(inputs)
  }
}

async function main() {
  console.log('Preparing histories …')
  const small = await aPlace(url, few)
  const large = await aPlace(url, many)
  const wide = await aPlace(url, 1)
  const wideRun = aRun(wide.slug, 1_000)
  await wide.send(wideRun)
  const rows: Row[] = []
  const add = async (...given: Parameters<typeof pair>) => {
    rows.push(await pair(...given))
    console.log(`  ${rows.at(-1)!.what}: ${rows.at(-1)!.ratio}`)
  }
  await add(
    'upload of 14 metrics × 60 samples, beside its rows alone',
    () => small.send(aRun(small.slug, 14)),
    await rawWriter(small, small.first),
    { times: 10 },
  )
  await add(
    'upload of 1,000 metrics × 60 samples, beside its rows alone',
    () => wide.send(aRun(wide.slug, 1_000)),
    await rawWriter(wide, wideRun.runId),
    { turns: 9 },
  )
  await add(
    `upload after ${many} runs, beside after ${few}`,
    () => large.send(aRun(large.slug, 14)),
    () => small.send(aRun(small.slug, 14)),
    { times: 10 },
  )
  await add(
    `trend of ${many} points thinned to 1,000, beside its rows alone`,
    () => large.read(SERIES),
    await rawTrend(large, 'metric 0'),
    { times: 5 },
  )
  await add(
    `trend of ${few} points in the same table, beside the newest 50 runs`,
    () => small.read(SERIES),
    () => small.read('/runs?limit=50'),
    { times: 10 },
  )
  await add('judging 1,000 metrics, beside 100', judging(1_000), judging(100), { times: 5 })
  const exec = execBesideHyperfine()
  if (exec) rows.push(exec)
  console.log(
    exec ? `  ${exec.what}: ${exec.ratio}` : '  exec beside hyperfine: skipped, hyperfine is not installed',
  )
  const { apart, ...socket } = await roundTrips()
  rows.push(socket)
  console.log(`  ${socket.what}: ${(1000 * apart).toFixed(0)} µs apart`)
  for (const points of [10_000, 100_000])
    await add(
      `a point more for the detector after ${points}, beside after 1,000`,
      appending(points),
      appending(1_000),
      { times: 200 },
    )
  await add('detecting 100,000 points anew, beside 10,000', recomputing(100_000), recomputing(10_000), {
    turns: 5,
  })
  console.log(`\n${table(rows)}\n\nMedians of turns taken in alternation; the range is that of the turns.`)
  console.log(`\n${table([...lightness(), ...interleaved()])}`)
  await Promise.all([db.$disconnect(), sql.end({ timeout: 5 })])
}

await main()
