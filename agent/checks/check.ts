/** `warn` is worth knowing and no reason to fail. */
export type Check = { check: string; state: 'ok' | 'warn' | 'fail'; detail: string; advice?: string }

export const fail = (check: string, detail: string, advice?: string): Check => ({
  check,
  state: 'fail',
  detail,
  advice,
})
