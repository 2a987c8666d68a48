import type { Revoked } from '../../enforcement/sign-in.ts'
import { createGuardedFetch } from '../guarded-fetch.ts'
import { endOf, type SignInOptions } from './options.ts'

/** Ends a token, or with `grant` all that its person gave our App. Source: docs.github.com, "REST API endpoints for OAuth authorizations". */
export async function revoke(
  options: SignInOptions,
  what: 'token' | 'grant',
  accessToken: string,
): Promise<Revoked> {
  const { apiUrl, client } = options
  const base = apiUrl.replace(/\/$/, '')
  const fetch = createGuardedFetch(base, () => 'observe', options.fetch)
  const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')
  try {
    const response = await fetch(`${base}/applications/${encodeURIComponent(client.clientId)}/${what}`, {
      method: 'DELETE',
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Basic ${basic}`,
        'content-type': 'application/json',
        'user-agent': 'gatehouse',
        'x-github-api-version': '2022-11-28',
      },
      body: JSON.stringify({ access_token: accessToken }),
      signal: endOf(options),
    })
    await response.body?.cancel()
    return outcomes[response.status] ?? 'unavailable'
  } catch {
    // No answer. Who asked forgets the token anyway, and it ends by itself.
    return 'unavailable'
  }
}

/** Of a token that it does not know GitHub says 404, and 422 of one that cannot be any. */
const outcomes: Readonly<Record<number, Revoked>> = {
  204: 'revoked',
  401: 'misconfigured',
  404: 'gone',
  422: 'gone',
}
