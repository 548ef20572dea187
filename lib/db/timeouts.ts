/** Milliseconds. By default every one of these is infinite, and a frozen database would freeze the app with it. */
export const CONNECT_TIMEOUT = 2_000
export const STATEMENT_TIMEOUT = 10_000
export const LOCK_TIMEOUT = 5_000
export const IDLE_IN_TRANSACTION_TIMEOUT = 15_000
/** How long a caller waits for a short read, such as the look-up of its token, before it is told that the database is away. */
export const SHORT_READ_TIMEOUT = 2_500
/** How long a whole transaction, or a route that only reads, may take before its caller is told the same. */
export const ANSWER_TIMEOUT = 15_000
