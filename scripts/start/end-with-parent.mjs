// Loaded before a program that we start: when we are gone, however we went, it ends too, with all that it started.
// A server left on the port would answer the next start's health check with old code.
// What the program starts in its turn may inherit this file, and has a channel and a parent of its own.
if (process.send && process.env.PHASEGATE_ENDS_WITH === String(process.ppid)) {
  const group = process.platform === 'win32' ? process.pid : -process.pid
  process.once('disconnect', () => {
    setTimeout(() => process.kill(group, 'SIGKILL'), 3000).unref()
    process.kill(group, 'SIGTERM')
  })
  // Listening for the end must not keep a program that is done.
  process.channel.unref()
}
