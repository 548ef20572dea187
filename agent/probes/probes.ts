import { exec } from './exec'
import { http } from './http'
import { openaiAudio } from './openai-audio'
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
  'openai-audio': openaiAudio,
  otlp,
  postgres: postgresProbe,
  process: processProbe,
  pytest,
  websocket,
  wyoming,
} as const
