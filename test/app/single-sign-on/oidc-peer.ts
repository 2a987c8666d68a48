/* oxlint-disable no-explicit-any -- what it hands over has no types */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
// @ts-expect-error -- it has no types of its own
import { Provider } from 'oidc-provider'
import { onTestFinished } from 'vitest'

export interface OidcPeer {
  readonly issuer: string
  /** Who is at its keyboard: the next sign-in is theirs. */
  account: string
  readonly people: Record<string, Readonly<Record<string, unknown>>>
  /** Goes to it as a browser without a person's help. @returns where it sends the browser */
  readonly visit: (url: string) => Promise<URL>
}

export const clientId = 'gatehouse'
export const clientSecret = ['of', 'gatehouse', 'and', 'its', 'provider', 'alone'].join('-')

/** `oidc-provider`, an independent implementation, as a company's identity provider. */
export async function startOidcPeer(redirectUrl: string): Promise<OidcPeer> {
  let handle: (request: unknown, response: unknown) => unknown = () => undefined
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const peer: OidcPeer = { issuer, account: 'kim', people: {}, visit }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUrl],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['for tests alone'] },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...peer.people[accountId] }),
    }),
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: async (context: any) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  handle = (request: any, response: any) =>
    request.url.startsWith('/interaction/')
      ? provider.interactionFinished(request, response, { login: { accountId: peer.account } })
      : callback(request, response)
  return peer
}

/** Follows the peer's redirects with its cookies, until it sends the browser elsewhere. */
async function visit(url: string): Promise<URL> {
  const cookies = new Map<string, string>()
  const { origin } = new URL(url)
  let at = new URL(url)
  for (let step = 0; step < 10; step += 1) {
    const response = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const one of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (one.split(';')[0] ?? '').split(/=(.*)/s)
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${String(response.status)}: ${await response.text()}`)
    at = new URL(location, at)
    if (at.origin !== origin) return at
  }
  throw new Error('it goes round and round')
}
