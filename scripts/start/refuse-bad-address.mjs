// Loaded into the app server before Next, which answers 500 to an address such as /%zz: it is the sender's mistake, so 400.
import http from 'node:http'

const BODY = JSON.stringify({
  type: 'about:blank',
  status: 400,
  title: 'Bad request',
  detail: 'The address has a "%" that begins no character; write a percent sign as %25.',
})

function isReadable(address) {
  try {
    decodeURIComponent(address.split('?', 1)[0])
    return true
  } catch {
    return false
  }
}

const emit = http.Server.prototype.emit
http.Server.prototype.emit = function (event, ...given) {
  const [request, response] = given
  if (event !== 'request' || isReadable(request.url)) return emit.call(this, event, ...given)
  response.writeHead(400, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  response.end(BODY)
  return true
}
