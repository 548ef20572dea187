import { runUpload } from '../wire'
import type { Format } from './format'
import { isRecord, readJson } from './json'

/** Our own run upload. */
export const phasegate: Format = {
  name: 'phasegate',
  title: 'Phasegate run upload (JSON)',
  detect: (_, json) => isRecord(json) && 'runId' in json && 'measurements' in json,
  parse(text) {
    const { measurements, startedAt, commit, commitAt, branch, environment } = readJson(text, runUpload)
    return { measurements, startedAt, commit, branch, environment, ...(commitAt && { commitAt }) }
  },
}
