/** The error of what a tool left out on purpose: no failure, and no measurement either. */
export const skipped = (reason?: string | null): string => (reason ? `skipped: ${reason}` : 'skipped')

/** Whether a measurement's error says that it was skipped, whoever wrote it. */
export const isSkipped = (error: string | null | undefined): boolean => /^skipped(?::|$)/.test(error ?? '')
