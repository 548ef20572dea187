import { createHash } from 'node:crypto'
import * as z from 'zod'
import { demandScope } from '../auth/permissions'
import { FormatError } from '../core/formats/format-error'
import { detectFormat, FORMATS, parseFormat } from '../core/formats/formats'
import { brokenJsonAt } from '../core/formats/json'
import { version } from '../env'
import { AppError } from '../errors'
import { guardJson, IMPORT_LIMITS, utf8 } from '../json'
import type { TokenCtx } from '../projects/context'
import { checkUpload, readUpload } from './read-upload'
import { type RunAnswer, storeRun } from './record-run'

export const importQuery = z.strictObject({
  format: z.string().default('auto'),
  branch: z.string().optional(),
  commit: z.string().optional(),
  environment: z.string().optional(),
  suite: z.string().optional(),
  startedAt: z.string().optional(),
  runId: z.string().optional(),
})
export type ImportQuery = z.infer<typeof importQuery>

/** The same body with the same query is the same run, so a client that tries again without an id doubles nothing. */
function derivedId(ctx: TokenCtx, body: Uint8Array, query: ImportQuery) {
  const hash = createHash('sha256').update(body)
  hash.update(JSON.stringify([ctx.project.id, ...Object.entries(query).sort()]))
  const hex = hash.digest('hex').slice(0, 32)
  const shaped = `${hex.slice(0, 12)}8${hex.slice(13, 16)}a${hex.slice(17)}`
  return shaped.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Stores another tool's output as a run. The query says what the file does not. */
export async function importRun(
  ctx: TokenCtx,
  body: Uint8Array,
  contentType: string,
  query: ImportQuery,
): Promise<RunAnswer> {
  demandScope(ctx.principal, 'runs:write')
  const text = utf8(body)
  if (/^\s*[[{]/.test(text)) guardJson(text, IMPORT_LIMITS)
  const format = query.format === 'auto' ? detectFormat(text) : query.format
  if (!format || !FORMATS.some((f) => f.name === format)) throw unknownFormat(query.format, text)
  const received = { body, contentType, format }
  if (format === 'phasegate') return storeRun(ctx, { ...received, upload: ownUpload(ctx, body, query) })
  const parsed = parse(format, text)
  const upload = checkUpload(
    {
      runId: query.runId ?? derivedId(ctx, body, query),
      project: ctx.project.slug,
      suite: query.suite ?? format,
      branch: query.branch ?? parsed.branch ?? ctx.project.defaultBranch,
      commit: query.commit ?? parsed.commit,
      ...(parsed.commitAt && { commitAt: parsed.commitAt }),
      startedAt: query.startedAt ?? parsed.startedAt ?? ctx.now.toISOString(),
      environment: {
        ...parsed.environment,
        name: query.environment ?? 'default',
      },
      agent: { name: `import ${format}`, version },
      measurements: parsed.measurements,
    },
    ctx.now,
  )
  return storeRun(ctx, { ...received, upload })
}

/** An upload in our own words says it all; what the query says goes before it, as it does before any other file. */
function ownUpload(ctx: TokenCtx, body: Uint8Array, query: ImportQuery) {
  const { format: _, environment, ...said } = query
  const upload = readUpload(body, ctx.now)
  const machine =
    environment === undefined ? {} : { environment: { ...upload.environment, name: environment } }
  return checkUpload({ ...upload, ...said, ...machine }, ctx.now)
}

function parse(format: string, text: string) {
  try {
    return parseFormat(format, text)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new AppError('bad_request', `This is not a ${format} file we can read: ${error.message}`, [
      { path: error.place, message: error.message },
    ])
  }
}

function unknownFormat(given: string, text: string) {
  const known = { path: 'format', message: `known are auto, ${FORMATS.map((f) => f.name).join(', ')}` }
  const broken = given === 'auto' ? brokenJsonAt(text) : null
  if (broken)
    return new AppError('bad_request', `This file begins like JSON, and is none at ${broken}.`, [
      { path: broken, message: 'is not JSON here' },
    ])
  const detail =
    given === 'auto'
      ? 'No known format fits this file; name it with ?format=.'
      : `There is no format ${given.slice(0, 60)}.`
  return new AppError('bad_request', detail, [known])
}
