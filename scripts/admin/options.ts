import { type ParseArgsConfig, parseArgs } from 'node:util'
import { AppError } from '@/lib/errors'

type Options = NonNullable<ParseArgsConfig['options']>

/** The options of a command; `required` names those that must have a value. */
export function readOptions(args: string[], names: string[], required: string[], flags: string[] = []) {
  const options: Options = {}
  for (const name of names) options[name] = { type: 'string' }
  for (const name of flags) options[name] = { type: 'boolean' }
  const { values } = parseArgs({ args, options })
  const missing = required.filter((name) => !values[name]).map((name) => `--${name}`)
  if (missing.length) throw new AppError('bad_request', `${missing.join(', ')} must be given.`)
  return {
    text: (name: string) => values[name] as string,
    optional: (name: string) => values[name] as string | undefined,
    flag: (name: string) => values[name] === true,
  }
}

/** The one directory a command is about. */
export function readDirectory(args: string[]) {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  const [directory, ...rest] = positionals
  if (!directory || rest.length) throw new AppError('bad_request', 'Exactly one directory must be given.')
  return directory
}
