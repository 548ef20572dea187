// Loaded into the app server before Next: when the supervisor is gone, however it went, the server ends too.
// A server left on the port would answer the next start's health check with old code.
if (process.send)
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3000).unref()
  })
