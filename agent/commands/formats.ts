import { FORMAT_TITLES } from '@/lib/core/formats/titles'
import { EXIT } from '../exit'
import { markdownTable, textTable } from '../output/table'
import type { Command } from './command'

const COLUMNS = ['Format', 'Reads'].map((title) => ({ title, align: 'left' as const }))

export const formats: Command = async (options, _words, terminal) => {
  if (options.formatOut === 'json') terminal.result(JSON.stringify(FORMAT_TITLES))
  else {
    const table = options.formatOut === 'markdown' ? markdownTable : textTable
    const rows = FORMAT_TITLES.map(({ name, title }) => [{ text: name }, { text: title }])
    terminal.result(table(COLUMNS, rows))
  }
  return EXIT.ok
}
