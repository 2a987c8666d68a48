import * as client from 'openid-client'
import { z } from 'zod'
import { SignOnRefused } from '../enforcement/identity/refusal.ts'
import type { OidcSettings, Shown } from '../enforcement/identity/settings.ts'
import { textsOf } from './texts-of.ts'

/** Seconds by which clocks may differ. */
const skewSeconds = 30
/** What is asked of a provider is waited for so long. */
const timeoutSeconds = 10
/** Keys are read anew by themselves when one is not among them; everything else after this. */
const rememberedMs = 10 * 60_000

export interface OidcAsk {
  readonly redirectUrl: string
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly codeVerifier: string
}

/** An OpenID Connect provider of one connection. Everything throws `SignOnRefused`. */
export interface OidcProvider {
  /** Where the browser is sent. */
  readonly authorizeUrl: (ask: OidcAsk) => Promise<string>
  /** @param back the whole address at which the browser came back */
  readonly finish: (ask: OidcAsk, back: URL) => Promise<Shown>
}

export function openOidcProvider(settings: OidcSettings, clientSecret: string): OidcProvider {
  let known: { readonly at: number; readonly configuration: client.Configuration } | undefined
  const discover = async (): Promise<client.Configuration> => {
    if (known && Date.now() - known.at < rememberedMs) return known.configuration
    const configuration = await read(settings, clientSecret)
    known = { at: Date.now(), configuration }
    return configuration
  }
  return {
    authorizeUrl: async ({ redirectUrl, state, nonce, codeVerifier }) =>
      client.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUrl,
        scope: settings.scopes.join(' '),
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }).href,
    finish: async ({ state, nonce, codeVerifier }, back) => {
      const configuration = await discover()
      const tokens = await client
        .authorizationCodeGrant(configuration, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          throw refusalOf(error)
        })
      return shownBy(tokens.claims(), settings)
    },
  }
}

async function read(settings: OidcSettings, clientSecret: string): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer)
  const isPlain = issuer.protocol === 'http:'
  try {
    return await client.discovery(
      issuer,
      settings.clientId,
      { [client.clockTolerance]: skewSeconds },
      client.ClientSecretBasic(clientSecret),
      {
        timeout: timeoutSeconds,
        // Signatures count also where the token came over TLS from the provider itself.
        execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
      },
    )
  } catch (error) {
    throw new SignOnRefused(
      'sso-unavailable',
      `${issuer.host} could not be asked for its discovery document (${wordOf(error)}).`,
      { cause: error },
    )
  }
}

const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().max(320).optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
  name: z.string().max(300).optional(),
})

/** Reads what the claims of a checked ID token say. @throws SignOnRefused */
export function shownBy(
  claims: unknown,
  settings: Pick<OidcSettings, 'groupsClaim' | 'trustsUnmarkedEmail'>,
): Shown {
  const { data } = claimsSchema.safeParse(claims)
  if (!data) throw new SignOnRefused('sso-not-proven', 'The ID token has no usable `sub`.')
  const { sub, email, email_verified: isVerified, name } = data
  const groups = data[settings.groupsClaim]
  if (groups === undefined && leavesOut(data, settings.groupsClaim))
    throw new SignOnRefused(
      'sso-groups-too-many',
      `The provider sent a pointer instead of the claim \`${settings.groupsClaim}\`: the person is in too many groups.`,
    )
  return {
    subject: sub,
    email,
    // Cognito and others send the word.
    isEmailVerified:
      isVerified === true ||
      isVerified === 'true' ||
      (isVerified === undefined && settings.trustsUnmarkedEmail),
    displayName: name,
    groups: textsOf(groups),
    claims: Object.fromEntries(
      Object.entries(data).flatMap(([key, value]) => {
        const texts = textsOf(value)
        return texts.length === 0 ? [] : [[key, texts]]
      }),
    ),
  }
}

/** Source: Microsoft's "Configure group claims": above 200 groups a token has `hasgroups` or `_claim_names` in their place. */
const leavesOut = (data: Readonly<Record<string, unknown>>, claim: string): boolean =>
  data['hasgroups'] !== undefined || Object.hasOwn(Object(data['_claim_names'] ?? {}), claim)

/** What the library threw, as what people can act on. */
function refusalOf(error: unknown): SignOnRefused {
  if (error instanceof client.AuthorizationResponseError)
    return new SignOnRefused('sso-denied', `The provider answered \`${shortened(error.error)}\`.`, {
      cause: error,
    })
  if (error instanceof client.ResponseBodyError)
    return new SignOnRefused(
      error.error === 'invalid_grant' ? 'sso-stale' : 'sso-misconfigured',
      `The token address answered \`${shortened(error.error)}\`.`,
      { cause: error },
    )
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'OAUTH_TIMEOUT' || error instanceof TypeError)
    return new SignOnRefused('sso-unavailable', `The provider could not be asked (${wordOf(error)}).`, {
      cause: error,
    })
  return new SignOnRefused('sso-not-proven', `${wordOf(error)}.`, { cause: error })
}

/** Messages of the library say what was checked; what the token says itself stays in their `cause`. */
function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return shortened(error.message + cause)
}

const shortened = (text: string): string => text.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, 200)
