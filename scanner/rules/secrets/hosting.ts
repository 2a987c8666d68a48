import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

export const netlify = rulesOf(
  {
    id: 'netlify',
    name: 'Netlify',
    revokeAt: 'https://app.netlify.com/user/applications',
    source: unverified('https://docs.netlify.com/api/get-started/#authentication'),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'deploy and change the sites of its owner, and read their environment variables',
      ...prefixed('nfp_', chars('base62', 36)),
    },
    {
      kind: 'access-token-by-name',
      title: 'access token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'deploy and change the sites of its owner, and read their environment variables',
      ...named('netlify auth token', { ...chars('base64url', 43), pattern: '[A-Za-z0-9_=-]{40,46}' }),
      misses: [
        () => `NETLIFY_AUTH_TOKEN=${random('base64url', 50)}`,
        () => 'netlify_auth_token = "<token>"',
        () => `NETLIFY_SITE=${random('base64url', 43)}`,
      ],
    },
  ],
)

const vercelBody = chars('base62', 24, 80)

export const vercel = rulesOf(
  {
    id: 'vercel',
    name: 'Vercel',
    revokeAt: 'https://vercel.com/account/settings/tokens',
    source: unverified('https://vercel.com/docs/rest-api#authentication'),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'deploy and change the projects of its owner’s teams, and read their environment variables',
      ...prefixed('vcp_', vercelBody),
    },
    {
      kind: 'integration-token',
      title: 'integration token',
      severity: 'high',
      confidence: 'high',
      allows: 'act for the integration in every account that installed it',
      revokeAt: 'the integration’s settings in https://vercel.com/dashboard',
      ...prefixed('vci_', vercelBody),
    },
    {
      kind: 'app-access-token',
      title: 'app access token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the person who signed in with Vercel',
      revokeAt: 'the app’s settings in https://vercel.com/dashboard',
      ...prefixed('vca_', vercelBody),
    },
    {
      kind: 'app-refresh-token',
      title: 'app refresh token',
      severity: 'high',
      confidence: 'high',
      allows: 'get new access tokens for the person who signed in with Vercel',
      revokeAt: 'the app’s settings in https://vercel.com/dashboard',
      ...prefixed('vcr_', vercelBody),
    },
    {
      kind: 'ai-gateway-key',
      title: 'AI Gateway key',
      severity: 'high',
      confidence: 'high',
      allows: 'use AI models through the gateway at the team’s cost',
      revokeAt: 'AI Gateway > API Keys in https://vercel.com/dashboard',
      ...prefixed('vck_', vercelBody),
    },
    {
      kind: 'blob-token',
      title: 'Blob read-write token',
      severity: 'high',
      confidence: 'high',
      allows: 'read, change and delete the files of the store',
      revokeAt: 'the store’s page under Storage in https://vercel.com/dashboard',
      source: unverified('https://vercel.com/docs/vercel-blob'),
      ...prefixed('vercel_blob_rw_', chars('base62', 12, 20), '_', chars('base62', 24, 40)),
    },
    {
      kind: 'token-by-name',
      title: 'access token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'deploy and change the projects of its owner’s teams, and read their environment variables',
      ...named('vercel token', chars('base62', 24)),
    },
  ],
)

const machineToken = (seed: number): string => join('fm2_', random('base64', 420, seed), '==')

export const flyio = rulesOf(
  {
    id: 'flyio',
    name: 'Fly.io',
    revokeAt: 'https://fly.io/user/personal_access_tokens (or `fly tokens revoke`)',
    source: unverified('https://fly.io/docs/security/tokens/'),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'deploy, change and delete the applications of its owner',
      ...prefixed('fo1_', chars('base64url', 43)),
    },
    {
      kind: 'macaroon-token',
      title: 'deploy or organization token',
      severity: 'critical',
      confidence: 'high',
      allows: 'deploy to and change the applications that it names',
      detect: [
        token(
          ['fm1r_', 'fm1a_', 'fm2_'],
          /fm(?:1[ra]|2)_[A-Za-z0-9+/]{90,3000}={0,3}(?:,fm(?:1[ra]|2)_[A-Za-z0-9+/]{90,3000}={0,3}){0,3}/,
          {
            notAfter: /[A-Za-z0-9+/=]/,
          },
        ),
      ],
      randomBits: 256,
      matches: [...anywhere(machineToken), () => `FLY_API_TOKEN="FlyV1 ${machineToken(5)}"`],
      misses: [() => join('fm2_', random('base64', 40)), () => `x${machineToken(6)}`],
    },
  ],
)

export const render = singleKey({
  id: 'render',
  name: 'Render',
  revokeAt: 'https://dashboard.render.com/u/settings#api-keys',
  source: unverified('https://render.com/docs/api#1-create-an-api-key'),
  severity: 'critical',
  allows:
    'change and delete the services and databases of its owner’s workspaces, and read their environment variables',
  ...prefixed('rnd_', chars('base62', 28, 32)),
  check: (value) => (/\d/.test(value) && /[A-Z]/.test(value) ? undefined : { drop: 'words' }),
})

export const railway = singleKey({
  id: 'railway',
  name: 'Railway',
  revokeAt: 'https://railway.com/account/tokens',
  source: unverified('https://docs.railway.com/reference/public-api#authentication'),
  kind: 'api-token',
  severity: 'critical',
  allows: 'deploy to, change and delete the projects it was made for, and read their variables',
  ...named({ words: 'railway token', name: /railway.{0,20}token/ }, uuid),
})

export const scalingo = singleKey({
  id: 'scalingo',
  name: 'Scalingo',
  revokeAt: 'https://dashboard.scalingo.com/account/tokens',
  source: unverified('https://developers.scalingo.com/tokens'),
  kind: 'api-token',
  severity: 'critical',
  allows: 'deploy to, change and delete the applications of its owner',
  ...prefixed('tk-us-', chars('base64url', 48)),
})
