import type { Simulator } from '../github/server/simulator.ts'
import type { User } from '../github/world/entities.ts'

/** Somebody who is signed in, without a browser. */
export interface HttpSession {
  /** What each request of theirs brings; changes need all of it. */
  readonly headers: Readonly<Record<string, string>>
  /** Orders something. @param path under `/api/v1`. @throws where it is refused */
  readonly order: (path: string, body: object) => Promise<unknown>
}

/** Signs somebody in to the program as a browser would: to GitHub, where they agree, and back. */
export async function signInByHttp(address: string, github: Simulator, user: User): Promise<HttpSession> {
  const begun = await fetch(`${address}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ host: new URL(github.apiUrl).hostname, to: '/' }),
  })
  // Whoever comes by a real browser afterwards still says there who they are.
  const before = github.browser.user
  github.browser.user = user
  const agreed = await fetch(locationOf(begun), { redirect: 'manual' })
  github.browser.user = before
  const back = await fetch(locationOf(agreed), {
    redirect: 'manual',
    headers: { cookie: cookiesOf(begun) },
  })
  const cookie = cookiesOf(back)
  const me = await fetch(`${address}/api/v1/me`, { headers: { cookie } })
  const { csrfToken } = Object(await me.json())
  if (typeof csrfToken !== 'string') throw new Error(`${user.login} could not sign in: ${me.status}`)
  const headers = { cookie, 'x-csrf-token': csrfToken, 'sec-fetch-site': 'same-origin' }
  return {
    headers,
    order: async (path, body) => {
      const answer = await fetch(`${address}/api/v1${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${user.login} could not order ${path}: ${await answer.text()}`)
      return answer.json()
    },
  }
}

const locationOf = ({ headers, status }: Response): string => {
  const location = headers.get('location')
  if (location === null) throw new Error(`it is answered with ${status}, and leads nowhere`)
  return location
}

/** What a browser would bring back; cookies that are cleared are left out. */
const cookiesOf = ({ headers }: Response): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')
