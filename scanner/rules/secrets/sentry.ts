import type { Verdict } from '../../engine/rule.ts'
import { readEncodedJson } from './checks/encoded-json.ts'
import { named, prefixed } from './form.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

/** An organization token says in base64 for which organization and server it is, and ends in a random part. */
function checkOrgToken(secret: string): Verdict {
  const payload = readEncodedJson(secret.slice('sntrys_'.length).split('_')[0] ?? '')
  return typeof payload?.['url'] === 'string' && typeof payload['org'] === 'string'
    ? { note: 'it names an organization and its server' }
    : { confidence: 'medium', note: 'it names no organization: altered, or made up' }
}

const orgToken = (seed: number): string => {
  const claims = {
    iat: 1_700_000_000,
    url: 'https://sentry.test',
    region_url: 'https://eu.sentry.test',
    org: `org-${seed}`,
  }
  return join(
    'sntrys_',
    Buffer.from(JSON.stringify(claims)).toString('base64'),
    '_',
    random('base64', 43, seed),
  )
}
const dsn = (seed: number): string =>
  join(
    'https://',
    random('hex', 32, seed),
    ':',
    random('hex', 32, seed + 50),
    '@o12345.ingest.sentry',
    '.io/67890',
  )

export const sentry = rulesOf(
  {
    id: 'sentry',
    name: 'Sentry',
    revokeAt: 'https://sentry.io/settings/account/api/auth-tokens/',
    source: unverified('https://docs.sentry.io/account/auth-tokens/'),
  },
  [
    {
      kind: 'organization-token',
      title: 'organization auth token',
      severity: 'high',
      confidence: 'high',
      allows: 'create releases and upload source maps and debug files for the organization',
      revokeAt: 'the organization’s Settings > Organization Tokens',
      detect: [
        token('sntrys_eyJ', /sntrys_eyJ[A-Za-z0-9+/]{40,400}={0,2}_[A-Za-z0-9+/]{43}/, {
          notAfter: /[A-Za-z0-9+/=_-]/,
        }),
      ],
      randomBits: 258,
      check: checkOrgToken,
      matches: [
        () => `SENTRY_AUTH_TOKEN=${orgToken(1)}\n`,
        () => `<token>${orgToken(2)}</token>`,
        () => `sentry-cli --auth-token ${orgToken(3)} info`,
      ],
      misses: [
        () => orgToken(4).slice(0, -4),
        () => `${orgToken(5)}${random('base64', 4)}`,
        () => join('sntrys_', random('base62', 60)),
      ],
    },
    {
      kind: 'user-token',
      title: 'personal auth token',
      severity: 'high',
      confidence: 'high',
      allows: 'read issues with all that they hold, and change projects as far as its scopes reach',
      ...prefixed('sntryu_', chars('hex', 64)),
    },
    {
      kind: 'app-token',
      title: 'integration token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the integration in the organization',
      revokeAt: 'the integration’s page under Settings > Custom Integrations',
      ...prefixed(['sntrya_', 'sntryi_'], chars('hex', 64)),
    },
    {
      kind: 'auth-token',
      title: 'auth token',
      severity: 'high',
      confidence: 'medium',
      allows: 'read issues with all that they hold, and change projects as far as its scopes reach',
      ...named('sentry auth token', chars('hex', 64)),
    },
    {
      kind: 'dsn-secret',
      title: 'DSN with its secret part',
      severity: 'low',
      confidence: 'high',
      allows:
        'send made-up errors to the project; newer DSNs do without the secret part, and the rest is public',
      revokeAt: 'the project’s Settings > Client Keys (DSN)',
      detect: [
        token(
          '.sentry.io/',
          /https:\/\/[0-9a-f]{32}:(?<secret>[0-9a-f]{32})@[a-z0-9.-]{1,80}\.sentry\.io\/\d{1,20}/,
          { lead: { chars: /[a-z0-9:/@.-]/, max: 160 } },
        ),
      ],
      randomBits: 128,
      matches: [() => `SENTRY_DSN=${dsn(1)}\n`, () => `Sentry.init({ dsn: '${dsn(2)}' })`],
      misses: [
        () => dsn(3).replace(/:[0-9a-f]{32}/, ''),
        () => join('https://', 'x'.repeat(32), ':', 'x'.repeat(32), '@sentry', '.io/1'),
      ],
    },
  ],
)
