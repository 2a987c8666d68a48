import { z } from 'zod'
import type { Granted, PersonTokens, SignInProof } from '../../enforcement/sign-in.ts'
import { createGuardedFetch } from '../guarded-fetch.ts'
import { webAddressOf } from '../web-address.ts'
import { endOf, type SignInOptions } from './options.ts'

const seconds = z.int().positive()
const granted = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('bearer'),
  expires_in: seconds.optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: seconds.optional(),
})
const refused = z.object({ error: z.string().regex(/^[a-z_]{1,100}$/) })

/** What is ours to put right. Source: docs.github.com, "Troubleshooting OAuth app access token request errors". */
const ours: ReadonlySet<string> = new Set([
  'application_suspended',
  'incorrect_client_credentials',
  'redirect_uri_mismatch',
])

export const exchange = (options: SignInOptions, proof: SignInProof): Promise<Granted> =>
  requestTokens(options, {
    code: proof.code,
    redirect_uri: proof.redirectUrl,
    code_verifier: proof.codeVerifier,
  })

export const refresh = (options: SignInOptions, refreshToken: string): Promise<Granted> =>
  requestTokens(options, { grant_type: 'refresh_token', refresh_token: refreshToken })

async function requestTokens(
  options: SignInOptions,
  fields: Readonly<Record<string, string>>,
): Promise<Granted> {
  const { apiUrl, client, now = Date.now } = options
  const web = webAddressOf(apiUrl)
  // It makes a token of a person who has just agreed to it, so the guard lets it through in every mode.
  const fetch = createGuardedFetch(web, () => 'observe', options.fetch)
  // From before the answer, so that a token is never taken to live longer than it does.
  const asked = now()
  try {
    const response = await fetch(`${web}/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept: 'application/json', 'user-agent': 'gatehouse' },
      body: new URLSearchParams({
        client_id: client.clientId,
        client_secret: client.clientSecret,
        ...fields,
      }),
      signal: endOf(options),
    })
    // It knows no App of this client id.
    if (response.status === 404) return { kind: 'misconfigured', error: 'incorrect_client_credentials' }
    if (!response.ok) return { kind: 'unavailable' }
    return outcomeOf(await response.json(), asked)
  } catch {
    // No answer, or half of one. What to do about it depends on who asked, and they are told.
    return { kind: 'unavailable' }
  }
}

/** Errors come with 200. */
function outcomeOf(body: unknown, asked: number): Granted {
  const problem = refused.safeParse(body)
  if (problem.success) {
    const { error } = problem.data
    return { kind: ours.has(error) ? 'misconfigured' : 'refused', error }
  }
  const read = granted.safeParse(body)
  return read.success ? { kind: 'granted', tokens: tokensFrom(read.data, asked) } : { kind: 'unavailable' }
}

function tokensFrom(read: z.output<typeof granted>, asked: number): PersonTokens {
  const after = (lives: number | undefined): Date | undefined =>
    lives === undefined ? undefined : new Date(asked + lives * 1000)
  return {
    accessToken: read.access_token,
    expiresAt: after(read.expires_in),
    refreshToken: read.refresh_token,
    refreshExpiresAt: after(read.refresh_token_expires_in),
  }
}
