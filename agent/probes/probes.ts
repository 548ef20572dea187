import { exec } from './exec'
import { http } from './http'
import { otlp } from './otlp'
import { postgresProbe } from './postgres'
import { processProbe } from './process'
import { pytest } from './pytest'
import { websocket } from './websocket'
import { wyoming } from './wyoming'

/** Every way of measuring, by its name in phasegate.yml. */
export const PROBES = {
  exec,
  http,
  otlp,
  postgres: postgresProbe,
  process: processProbe,
  pytest,
  websocket,
  wyoming,
} as const
