import { AppError } from '../errors'

/** Every error that can be reached from this one; drivers wrap each other's. */
function* layers(error: unknown): Generator<Record<string, unknown>> {
  let current = error
  for (let i = 0; i < 8 && current && typeof current === 'object'; i++) {
    const layer = current as Record<string, unknown>
    yield layer
    const meta = layer.meta as Record<string, unknown> | undefined
    if (meta) {
      yield meta
      if (meta.driverAdapterError && typeof meta.driverAdapterError === 'object')
        yield* layers(meta.driverAdapterError)
    }
    if (Array.isArray(layer.errors)) for (const inner of layer.errors) yield* layers(inner)
    current = layer.cause
  }
}

const CONFLICT = new Set(['P2034', '40001', '40P01', 'TransactionWriteConflict'])

/** Two transactions met; either may try again. The news comes as P2034, as P2010 around a state, or as a bare adapter error. */
export const isConflict = (error: unknown) =>
  [...layers(error)].some((e) => [e.code, e.originalCode, e.kind].some((c) => CONFLICT.has(c as string)))

const AWAY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
  ...['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'NO_ANSWER'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
  // admin shutdown, crash shutdown, starting up, too many connections, cancelled, lock timeout, idle in transaction, disk full
  ...['57P01', '57P02', '57P03', '53300', '57014', '55P03', '25P03', '08006', '08001', '08003', '53100'],
])
const AWAY_TEXT = /timeout exceeded when trying to connect|Connection terminated|Query read timeout/i

export const isAway = (error: unknown) =>
  [...layers(error)].some(
    (e) =>
      [e.code, e.originalCode, e.kind].some((c) => AWAY.has(c as string)) ||
      (typeof e.message === 'string' && AWAY_TEXT.test(e.message)),
  )

/** A driver's error said in our words; the driver's own words carry row values and stay here. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error
  if (isConflict(error)) return new AppError('unavailable', 'The database is busy; try again.', [], 1)
  if (isAway(error)) return new AppError('unavailable', 'The database is away; try again shortly.', [], 5)
  return error
}

/** Whether an insert failed because the row is there already. */
export const isDuplicate = (error: unknown) =>
  [...layers(error)].some(
    (e) => e.code === '23505' || e.code === 'P2002' || e.kind === 'UniqueConstraintViolation',
  )
