import type { Env } from './env'

/** What the agent's exit codes mean; a promise to scripts. */
export const EXIT = { ok: 0, gate: 1, usage: 2, unsent: 3, failed: 4 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The one way a command gives up: the code it exits with and the line it prints. */
export class Refusal extends Error {
  constructor(
    readonly code: ExitCode,
    message: string,
  ) {
    super(message)
    this.name = 'Refusal'
  }
}

export const usageError = (message: string) => new Refusal(EXIT.usage, message)

/** When several things went wrong, what a script must hear of first. */
const WORST_FIRST: ExitCode[] = [EXIT.usage, EXIT.unsent, EXIT.failed, EXIT.gate]

export const worst = (codes: ExitCode[]): ExitCode =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.ok

/** The command a person can type to run this very program again. */
export function invocation(env: Env = process.env, script = process.argv[1] ?? ''): string {
  if (env.npm_lifecycle_event === 'agent') return 'npm run agent --'
  if (!script.endsWith('.mjs')) return 'phasegate'
  return /\s/.test(script) ? `node '${script}'` : `node ${script}`
}
