import { createHash } from 'node:crypto'
import type { AuthorizeAsk } from '../../enforcement/sign-in.ts'
import { webAddressOf } from '../web-address.ts'
import type { SignInOptions } from './options.ts'

/** RFC 7636, section 4.1. */
const verifierForm = /^[A-Za-z0-9._~-]{43,128}$/

export function authorizeUrl(
  { apiUrl, client }: Pick<SignInOptions, 'apiUrl' | 'client'>,
  { state, codeVerifier, redirectUrl, login, prompt }: AuthorizeAsk,
): string {
  if (!verifierForm.test(codeVerifier))
    throw new Error('A code verifier has 43 to 128 characters of RFC 7636')
  const url = new URL(`${webAddressOf(apiUrl)}/login/oauth/authorize`)
  url.search = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: redirectUrl,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    // A new account would see nothing here.
    allow_signup: 'false',
    ...(login !== undefined && { login }),
    ...(prompt !== undefined && { prompt }),
  }).toString()
  return url.href
}
