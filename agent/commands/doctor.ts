import { admissibility } from '@/lib/core/environment'
import type { Check } from '../checks/check'
import { checkBuild, checkNoise, checkSpool } from '../checks/machine'
import { checkServer, checkToken } from '../checks/server'
import { EXIT, usageError } from '../exit'
import { findConfig } from '../find-config'
import { palette } from '../output/colour'
import { markdownTable, textTable } from '../output/table'
import { serverFromEnvironment } from '../server'
import { Spool } from '../spool'
import type { Command } from './command'

const COLUMNS = ['', 'Check', 'Found', 'Advice'].map((title) => ({ title, align: 'left' as const }))
const MARK = { ok: '✓', warn: '!', fail: '✗' } as const
const COLOUR = { ok: 'green', warn: 'yellow', fail: 'red' } as const

export const doctor: Command = async (options, words, terminal) => {
  if (words.length > 0) throw usageError(`doctor takes no "${words[0]}"`)
  const server = serverFromEnvironment()
  const loaded = await findConfig(options.config)
  const checks: Check[] = [
    ...(await checkServer(server)),
    await checkToken(server, options.project ?? loaded?.config.project),
    await checkSpool(new Spool()),
    checkBuild(),
    await checkNoise((noise) => admissibility({ noise })),
  ]
  if (options.formatOut === 'json') terminal.result(JSON.stringify(checks))
  else {
    const colours = palette(process.stdout)
    const rows = checks.map(({ check, state, detail, advice }) => [
      { text: MARK[state], paint: colours[COLOUR[state]] },
      { text: check },
      { text: detail },
      { text: advice ?? '' },
    ])
    const table = options.formatOut === 'markdown' ? markdownTable : textTable
    terminal.result(table(COLUMNS, rows))
  }
  return checks.some((c) => c.state === 'fail') ? EXIT.gate : EXIT.ok
}
