import { findConfig } from '../config'
import { EXIT, usageError } from '../exit'
import { prepare, readResultFile } from '../result-files'
import { requireSpool, sendAndShow } from '../send'
import type { Command } from './command'

export const upload: Command = async (options, files, terminal) => {
  if (files.length === 0) throw usageError('upload: name at least one FILE')
  const loaded = findConfig(options.config)
  // all are read before the first is sent: a mistake in the last leaves nothing half done
  const runs = files.map((file) => prepare(readResultFile(file, options.format), options, loaded))
  if (options.dryRun) {
    if (options.formatOut === 'json') for (const { body } of runs) terminal.result(body)
    else
      for (const { label, run } of runs)
        terminal.result(
          `${label}: ${run.measurements.length} measurements of ${run.project}, ${run.branch} ${run.commit}; nothing sent`,
        )
    return EXIT.ok
  }
  await requireSpool()
  return sendAndShow(runs, options, terminal)
}
