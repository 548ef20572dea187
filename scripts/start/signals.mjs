/** An AbortSignal that fires when we are asked to end, or when npm, which started us, is gone. */
export function watchForEnd() {
  const controller = new AbortController()
  const end = () => controller.abort(new Error('stopped'))
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, end)
  // A killed npm passes nothing on; nor does its shell where that stays between us.
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && end(), 250).unref()
  }
  return controller.signal
}
