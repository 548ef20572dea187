import { existsSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { EXIT, usageError } from '../exit'
import { DEFAULT_CONFIG } from '../find-config'
import { configurationFor, slugOf } from '../init/configuration'
import { detect } from '../init/detect'
import type { Command } from './command'

export const init: Command = async (options, words, terminal) => {
  if (words.length > 0) throw usageError(`init takes no "${words[0]}"`)
  const file = options.config ?? DEFAULT_CONFIG
  if (existsSync(file) && !options.dryRun)
    throw usageError(`${file}: is there already; remove it first, or name another with --config`)
  const found = await detect('.')
  const project = options.project ?? slugOf(found.name ?? basename(resolve('.')))
  const text = configurationFor(found, project)
  if (options.dryRun) {
    terminal.result(text)
    return EXIT.ok
  }
  try {
    // never over one that somebody wrote meanwhile
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    throw usageError(`${file}: ${(error as Error).message}`)
  }
  if (options.formatOut === 'json') terminal.result(JSON.stringify({ file, project, found }))
  else {
    const names = found.commands.map(({ command }) => command)
    terminal.result(
      `${file} written. ${names.length ? `It runs: ${names.join(', ')}` : 'No benchmark was found: enable one of its examples'}.`,
    )
  }
  return EXIT.ok
}
