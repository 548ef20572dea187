import { deliver } from './deliver'
import { EXIT, type ExitCode, usageError, worst } from './exit'
import { exitCodeOf } from './gate'
import type { Options } from './options'
import { showReceipt } from './output/receipt'
import type { Terminal } from './output/terminal'
import type { Prepared } from './result-files'
import { serverFromEnvironment } from './server'
import { Spool } from './spool'

/** Sends runs by way of the spool and shows each receipt; the worst of their exit codes is the command's. */
export async function sendAndShow(runs: Prepared[], options: Options, terminal: Terminal): Promise<ExitCode> {
  const server = serverFromEnvironment()
  const outgoing = runs.map(({ run, body, label }) => ({ runId: run.runId, body, label }))
  const sent = await deliver(new Spool(), server, outgoing, options.retryForSeconds, terminal.note)
  const codes: ExitCode[] = []
  for (const [i, { receipt, code, line }] of sent.entries()) {
    codes.push(code)
    if (line) terminal.complain(line)
    const run = runs[i]?.run
    if (!receipt || !run) continue
    const heading = { ...run, environment: run.environment.name }
    terminal.result(showReceipt(receipt, heading, options.formatOut, terminal.screen))
    await terminal.summary(() => showReceipt(receipt, heading, 'markdown', terminal.screen))
    codes.push(exitCodeOf(receipt.verdicts, options.failOn))
  }
  return worst(codes.length ? codes : [EXIT.ok])
}

/** Better known before measuring for minutes than after. */
export async function requireSpool() {
  const spool = new Spool()
  try {
    await spool.ensureWritable()
  } catch (error) {
    throw usageError(
      `the spool cannot be written (${(error as Error).message}); set PHASEGATE_SPOOL to a directory that can`,
    )
  }
}
