import { flush } from '../deliver'
import { EXIT, usageError, worst } from '../exit'
import { markdownTable, textTable } from '../output/table'
import { serverFromEnvironment } from '../server'
import { Spool } from '../spool'
import type { Command } from './command'

const COLUMNS = [
  { title: 'Saved', align: 'left' as const },
  { title: 'Run', align: 'left' as const },
  { title: 'Bytes', align: 'right' as const },
  { title: 'State', align: 'left' as const },
]

const list: Command = async (options, _words, terminal) => {
  const spool = new Spool()
  const waiting = (await spool.list()).map((e) => ({ ...e, state: 'waiting' }))
  const rejected = (await spool.rejected()).map((e) => ({ ...e, state: `rejected: ${e.reason}` }))
  const all = [...waiting, ...rejected]
  if (options.formatOut === 'json') terminal.result(JSON.stringify(all))
  else if (all.length === 0) terminal.result(`nothing waits in ${spool.directory}`)
  else {
    const rows = all.map((e) =>
      [e.savedAt.toISOString(), e.runId, String(e.bytes), e.state].map((text) => ({ text })),
    )
    const table = options.formatOut === 'markdown' ? markdownTable : textTable
    terminal.result(`${table(COLUMNS, rows)}\n\n${spool.directory}`)
  }
  return EXIT.ok
}

const flushAll: Command = async (options, _words, terminal) => {
  const spool = new Spool()
  const server = serverFromEnvironment()
  await spool.tidy()
  const waiting = await spool.list()
  if (options.dryRun) {
    terminal.result(`${waiting.length} would be sent to ${server.url.origin}`)
    return EXIT.ok
  }
  if (waiting.length > 0 && !server.token) {
    terminal.complain(
      `not uploaded: PHASEGATE_TOKEN is not set. ${waiting.length} safe in ${spool.directory}`,
    )
    return EXIT.unsent
  }
  const deliveries = await flush(spool, server, options.retryForSeconds)
  for (const { entry, outcome } of deliveries)
    if (outcome.kind === 'accepted') terminal.note(`sent ${entry.runId} ${outcome.receipt.url}`)
    else
      terminal.complain(
        `${outcome.kind === 'refused' ? 'set aside in rejected/' : 'not sent'} ${entry.runId}: ${outcome.reason}`,
      )
  const left = await spool.list()
  const sent = deliveries.filter((d) => d.outcome.kind === 'accepted').length
  const summary = {
    sent,
    left: left.length,
    rejected: deliveries.filter((d) => d.outcome.kind === 'refused').length,
  }
  terminal.result(
    options.formatOut === 'json' ? JSON.stringify(summary) : `${sent} sent, ${left.length} left in the spool`,
  )
  return worst([left.length > 0 ? EXIT.unsent : EXIT.ok, summary.rejected > 0 ? EXIT.usage : EXIT.ok])
}

export const spool: Command = async (options, [action, ...rest], terminal) => {
  if (rest.length > 0 || (action !== 'list' && action !== 'flush'))
    throw usageError('spool: say "spool list" or "spool flush"')
  return action === 'list' ? list(options, rest, terminal) : flushAll(options, rest, terminal)
}
