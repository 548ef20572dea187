import type { Command } from './commands/command'
import { EXIT, type ExitCode, Refusal, usageError } from './exit'
import { COMMANDS, helpText, VERSION } from './help'
import { parseOptions } from './options'
import { openTerminal } from './output/terminal'

/** Each is loaded when it is named: what nobody asked for costs no time. */
const RUNNERS: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./commands/run')).run,
  upload: async () => (await import('./commands/upload')).upload,
  check: async () => (await import('./commands/check')).check,
  compare: async () => (await import('./commands/compare')).compare,
  init: async () => (await import('./commands/init')).init,
  doctor: async () => (await import('./commands/doctor')).doctor,
  spool: async () => (await import('./commands/spool')).spool,
  formats: async () => (await import('./commands/formats')).formats,
  changepoints: async () => (await import('./commands/changepoints')).changepoints,
}

async function main(args: string[]): Promise<ExitCode> {
  const { words, options } = await parseOptions(args)
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
  const load = RUNNERS[name]
  if (!load) throw usageError(`${name}: not in this version`)
  const command = await load()
  return command(options, rest, openTerminal(options))
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
    const { stopMeasuring } = await import('./launches')
    await stopMeasuring()
    process.exit(128 + number)
  })
// a reader such as `head` may leave early
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.usage),
)

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    process.stderr.write(`phasegate: ${lineOf(error)}\n`)
    process.exitCode = error instanceof Refusal ? error.code : EXIT.usage
  },
)
