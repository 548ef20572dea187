// The commands of `npm run admin`; scripts/admin.mjs brings the database.
import { AppError } from '@/lib/errors'
import { backup } from './admin/backup'
import { createToken } from './admin/create-token'
import { createUser } from './admin/create-user'
import { restore } from './admin/restore'
import { verify } from './admin/verify-audit'

const commands: Record<string, { usage: string; run: (words: string[]) => Promise<void> }> = {
  'create-token': {
    usage:
      'create-token --org O --project P --name N [--scopes read,runs:write,metrics:write] [--expires 90d]',
    run: createToken,
  },
  'create-user': {
    usage: 'create-user --email E --name N --role viewer|member|lead|admin --org O [--password-stdin]',
    run: createUser,
  },
  'verify-audit': { usage: 'verify-audit [--project P]', run: verify },
  backup: { usage: 'backup DIR', run: backup },
  restore: { usage: 'restore DIR', run: restore },
}

const [name = 'help', ...words] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined

function printUsage(print: (line: string) => void) {
  print('usage: npm run admin -- COMMAND')
  for (const { usage } of Object.values(commands)) print(`  ${usage}`)
}

/** One line for what the operator can mend; the rest of an AppError's findings belong to forms. */
function lineOf(error: unknown) {
  if (error instanceof AppError) return error.message
  const { code, message } = error as { code?: string; message: string }
  return code?.startsWith('ERR_PARSE_ARGS')
    ? `${message.split('\n')[0]} (usage: ${command?.usage})`
    : message.split('\n').filter(Boolean).at(-1)
}

if (name === 'help' || name === '--help') printUsage(console.log)
else if (!command) {
  printUsage(console.error)
  process.exitCode = 2
} else
  try {
    await command.run(words)
  } catch (error) {
    console.error(`phasegate: ${lineOf(error)}`)
    process.exitCode = 1
  }
// Open pools would keep the process for a while.
process.exit()
