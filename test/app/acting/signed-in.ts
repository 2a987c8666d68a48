import { z } from 'zod'
import { hostNameOf } from '../../../app/github/web-address.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { App, User } from '../../github/world/entities.ts'

/** What the API answers to somebody who is signed in. */
export interface SignedIn {
  readonly get: (url: string) => Promise<ApiAnswer>
  readonly post: (url: string, body: object) => Promise<ApiAnswer>
}

const answerSchema = z.object({ status: z.number(), body: z.record(z.string(), z.unknown()) })
export type ApiAnswer = z.output<typeof answerSchema>

/** Settings with which people can sign in to a program that runs as an App. */
export const signInSettings = ({ clientId, clientSecret }: App): Readonly<Record<string, string>> => ({
  GITHUB_CLIENT_ID: clientId,
  GITHUB_CLIENT_SECRET: clientSecret,
})

/** Signs somebody in to a running program, as their browser does. */
export async function signedIn(
  { github, app }: { readonly github: Simulator; readonly app: App },
  address: string,
  user: User,
): Promise<SignedIn> {
  Object.assign(app, { callbackUrls: [`${address}/sign-in/callback`] })
  github.browser.user = user
  const cookies = new Map<string, string>()
  const send = async (
    url: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: { ...init.headers, ...(url.startsWith(address) && { cookie }) },
    })
    if (!url.startsWith(address)) return response
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    return response
  }
  const next = (response: Response): string =>
    new URL(response.headers.get('location') ?? 'about:blank', address).href
  const begun = await send(`${address}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ host: hostNameOf(github.apiUrl), to: '/' }),
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  await send(next(await send(next(begun))))
  const read = async (response: Response): Promise<ApiAnswer> =>
    answerSchema.parse({ status: response.status, body: await response.json() })
  const get = async (url: string): Promise<ApiAnswer> => read(await send(address + url))
  const { body: me } = await get('/api/v1/me')
  return {
    get,
    post: async (url, body) =>
      read(
        await send(address + url, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: {
            'content-type': 'application/json',
            'sec-fetch-site': 'same-origin',
            'x-csrf-token': String(me['csrfToken']),
          },
        }),
      ),
  }
}
