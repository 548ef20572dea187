#!/usr/bin/env node
import { changepoints } from './commands/changepoints'
import { check } from './commands/check'
import type { Command } from './commands/command'
import { doctor } from './commands/doctor'
import { formats } from './commands/formats'
import { run } from './commands/run'
import { spool } from './commands/spool'
import { upload } from './commands/upload'
import { EXIT, type ExitCode, Refusal, usageError } from './exit'
import { COMMANDS, helpText, VERSION } from './help'
import { stopMeasuring } from './launches'
import { parseOptions } from './options'
import { openTerminal } from './output/terminal'

const RUNNERS: Record<string, Command> = { run, upload, check, doctor, spool, formats, changepoints }

async function main(args: string[]): Promise<ExitCode> {
  const { words, options } = parseOptions(args)
  const [name, ...rest] = words[0] === 'help' ? words.slice(1) : words
  if (options.version) {
    process.stdout.write(`phasegate ${VERSION}\n`)
    return EXIT.ok
  }
  if (name !== undefined && !COMMANDS.includes(name))
    throw usageError(`there is no command "${name}"; commands: ${COMMANDS.join(', ')}`)
  if (options.help || words[0] === 'help') {
    process.stdout.write(`${helpText(name)}\n`)
    return EXIT.ok
  }
  if (name === undefined) throw usageError(`name a command: ${COMMANDS.join(', ')}; --help tells more`)
  const runner = RUNNERS[name]
  if (!runner) throw usageError(`${name}: not in this version`)
  return runner(options, rest, openTerminal(options))
}

/** One line for people; a defect of ours is said to be one. */
function lineOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const { message, stack } = error as Error
  return process.env.PHASEGATE_DEBUG
    ? (stack ?? message)
    : `unexpected: ${message} (a defect; PHASEGATE_DEBUG=1 shows more)`
}

for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const)
  process.once(signal, async () => {
    await stopMeasuring()
    process.exit(128 + number)
  })
// a reader such as `head` may leave early
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.usage),
)

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`phasegate: ${lineOf(error)}\n`)
  process.exitCode = error instanceof Refusal ? error.code : EXIT.usage
}
