import type { App } from './app'

/** Signs in as the page does; resolves to the cookie of the session, or null when that was refused. */
export async function signIn({ url }: Pick<App, 'url'>, email: string, password: string) {
  const cookies = new Map<string, string>()
  const visit = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url + path, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
      cookies.set(name!, value!)
    }
    return response
  }
  const { csrfToken } = (await (await visit('/api/auth/csrf')).json()) as { csrfToken: string }
  await visit('/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `${new URLSearchParams({ csrfToken, email, password, json: 'true' })}`,
  })
  const session = cookies.get('next-auth.session-token')
  return session ? `next-auth.session-token=${session}` : null
}
