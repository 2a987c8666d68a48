import type { SignIn } from '../../enforcement/sign-in.ts'
import { authorizeUrl } from './authorize-url.ts'
import type { SignInOptions } from './options.ts'
import { createPersonReader } from './person-reader.ts'
import { organizationsOf } from './organizations-of.ts'
import { repositoriesOf } from './repositories-of.ts'
import { exchange, refresh } from './request-tokens.ts'
import { revoke } from './revoke.ts'
import { whoIs } from './who-is.ts'

/**
 * Signing in with a GitHub host, and what people see there by their own tokens. Written over `fetch`, because
 * `@octokit/oauth-methods` 6 sends neither a challenge nor its verifier. Source: docs.github.com, "Generating a user access token
 * for a GitHub App".
 */
export function openSignIn(options: SignInOptions): SignIn {
  const readerOf = (accessToken: string) => createPersonReader(options, accessToken)
  return {
    authorizeUrl: (ask) => authorizeUrl(options, ask),
    exchange: (proof) => exchange(options, proof),
    refresh: (refreshToken) => refresh(options, refreshToken),
    revoke: (accessToken) => revoke(options, 'token', accessToken),
    revokeAll: (accessToken) => revoke(options, 'grant', accessToken),
    whoIs: (accessToken) => whoIs(readerOf(accessToken)),
    organizationsOf: (accessToken) => organizationsOf(readerOf(accessToken)),
    repositoriesOf: (accessToken, installationId, take) =>
      repositoriesOf(readerOf(accessToken), installationId, take),
  }
}
