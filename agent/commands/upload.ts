import { EXIT, usageError } from '../exit'
import { findConfig } from '../find-config'
import { prepare, readResultFile } from '../result-files'
import type { Command } from './command'

export const upload: Command = async (options, files, terminal) => {
  if (files.length === 0) throw usageError('upload: name at least one FILE')
  const loaded = await findConfig(options.config)
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
  const { requireSpool, sendAndShow } = await import('../send')
  await requireSpool()
  return sendAndShow(runs, options, terminal)
}
