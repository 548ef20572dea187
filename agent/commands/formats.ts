import { FORMATS } from '@/lib/core/formats/formats'
import { EXIT } from '../exit'
import type { Command } from './command'

export const formats: Command = async (options, _words, terminal) => {
  const names = Object.keys(FORMATS)
  terminal.result(options.formatOut === 'json' ? JSON.stringify(names) : names.join('\n'))
  return EXIT.ok
}
