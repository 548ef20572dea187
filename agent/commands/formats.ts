import { FORMATS } from '@/lib/core/formats/formats'
import { EXIT } from '../exit'
import { markdownTable, textTable } from '../output/table'
import type { Command } from './command'

const COLUMNS = ['Format', 'Reads'].map((title) => ({ title, align: 'left' as const }))

export const formats: Command = async (options, _words, terminal) => {
  const known = FORMATS.map(({ name, title }) => ({ name, title }))
  if (options.formatOut === 'json') terminal.result(JSON.stringify(known))
  else {
    const table = options.formatOut === 'markdown' ? markdownTable : textTable
    const rows = known.map(({ name, title }) => [{ text: name }, { text: title }])
    terminal.result(table(COLUMNS, rows))
  }
  return EXIT.ok
}
