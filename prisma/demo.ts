import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performanceReview } from '../lib/core/template'
import { db } from '../lib/db/client'
import { closeSql, sql } from '../lib/db/sql'
import type { Ctx, TokenCtx } from '../lib/projects/context'
import { createToken } from '../lib/projects/create-token'
import { createReview } from '../lib/reviews/create-review'
import { setTemplateTargets } from '../lib/reviews/set-template-targets'
import { recordRun } from '../lib/runs/record-run'
import { simulatedRuns } from './demo-history'
import { DEMO, demoPlace } from './demo-people'

const REVIEW = { phase: '6', step: '6.4', startedAt: '2026-02-28T14:57:00-08:00' }
const TOKEN_NAME = 'demo agent'

/**
 * Makes the demo project: people, token, the review of phase 6 step 6.4, and 90 days of history marked simulated. Each part is made
 * only when it is missing, so it may be called on every start and goes on after a kill. `tokenFile` gets the demo agent's token.
 */
export async function makeDemo(tokenFile: string, now = new Date()) {
  const ctx = await demoPlace(now)
  if (!(await db.review.findFirst({ where: { projectId: ctx.project.id } }))) {
    // The targets were set when the review began, so that the history that follows can be seen against them.
    await setTemplateTargets({ ...ctx, now: new Date(REVIEW.startedAt) }, performanceReview)
    await createReview(ctx, performanceReview, REVIEW)
  }
  await makeToken(ctx, tokenFile)
  await makeHistory(ctx)
}

async function makeToken(ctx: Ctx, file: string) {
  if (existsSync(file)) return
  const { token } = await createToken(ctx, { name: TOKEN_NAME, scopes: ['read', 'runs:write'] })
  await writeFile(file, `${token}\n`, { mode: 0o600 })
}

async function makeHistory({ principal: _, role: __, ...place }: Ctx) {
  const projectId = place.project.id
  const [made, { createdAt }, token] = await Promise.all([
    sql<{ id: string }[]>`select id from runs where project_id = ${projectId} and simulated`,
    // The history ends the day before the project began, also when it is completed on a later day.
    db.project.findUniqueOrThrow({ where: { id: projectId }, select: { createdAt: true } }),
    db.apiToken.findFirstOrThrow({ where: { projectId, name: TOKEN_NAME } }),
  ])
  const ctx: TokenCtx = {
    ...place,
    principal: { kind: 'token', id: token.id, projectId, scopes: ['runs:write'], name: token.name },
    simulated: true,
  }
  const known = new Set(made.map((run) => run.id))
  for (const run of simulatedRuns(DEMO.project, createdAt))
    if (!known.has(run.runId)) await recordRun(ctx, Buffer.from(JSON.stringify(run)), 'application/json')
}

if (process.argv[1]?.endsWith('demo.ts')) {
  const directory = process.env.PHASEGATE_DATA || '.data'
  await mkdir(directory, { recursive: true })
  await makeDemo(join(directory, 'demo-token'))
  await Promise.all([db.$disconnect(), closeSql()])
}
