import { checksumVerdict } from './checks/checksum.ts'
import { crc32Hex } from './checks/crc32.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, padded } from './shape.ts'

const tokens = unverified(
  'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
)

/** The last eight hexadecimal digits are the CRC-32 of everything before them (seen on published samples). */
const checkSum = (value: string) =>
  checksumVerdict(crc32Hex(value.slice(0, -8)).toUpperCase() === value.slice(-8))

function checksummed(prefix: string, least: number, most: number) {
  const secret = (seed: number): string => {
    const before = join(prefix, random('base64url', least - 9, seed), '=')
    return join(before, crc32Hex(before).toUpperCase())
  }
  return {
    detect: [
      token(prefix, new RegExp(`${prefix}[A-Za-z0-9_=-]{${least - 9},${most}}=[0-9A-F]{8}`), {
        notAfter: /[A-Za-z0-9_=-]/,
      }),
    ],
    randomBits: 300,
    check: checkSum,
    matches: anywhere(secret),
    misses: [() => secret(1).slice(0, 60), () => join('x', secret(2)), () => join(prefix, 'x'.repeat(180))],
  }
}

export const atlassian = rulesOf(
  {
    id: 'atlassian',
    name: 'Atlassian',
    revokeAt: 'https://id.atlassian.com/manage-profile/security/api-tokens',
    source: tokens,
  },
  [
    {
      kind: 'api-token',
      title: 'API token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'act as its owner in Jira, Confluence, Bitbucket and the other products, as far as its scopes go',
      ...checksummed('ATATT3', 176, 260),
    },
    {
      kind: 'oauth-client-secret',
      title: 'OAuth client secret',
      severity: 'high',
      confidence: 'high',
      allows: 'pose as the application when people grant it access to their sites',
      revokeAt: 'https://developer.atlassian.com/console/myapps/',
      source: unverified('https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/'),
      ...prefixed('ATOA', { ...chars('base64url', 60, 76), edge: /[A-Za-z0-9_=-]/ }),
      check: mustLookIssued,
    },
    {
      kind: 'service-token',
      title: 'service token',
      severity: 'high',
      confidence: 'high',
      allows: 'act for the service or application it was made for',
      ...checksummed('ATSTT3', 176, 260),
    },
    {
      kind: 'api-token-by-name',
      title: 'API token (before 2023)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'act as its owner in Jira, Confluence and the other products',
      ...named(
        {
          words: 'atlassian api token',
          service: ['atlassian', 'jira', 'confluence'],
          name: /(?:atlassian|jira|confluence).{0,40}(?:token|key|secret|passw|pwd|auth|pat$)/,
        },
        chars('base62', 24),
      ),
    },
    {
      kind: 'data-center-token',
      title: 'Data Center personal access token',
      severity: 'critical',
      confidence: 'medium',
      allows: 'act as its owner on the Jira, Confluence or Bitbucket server',
      revokeAt: 'Profile > Personal access tokens on that server',
      source: unverified(
        'https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html',
      ),
      ...named(
        {
          words: 'jira pat token',
          service: ['atlassian', 'jira', 'confluence', 'bitbucket'],
          name: /(?:atlassian|jira|confluence|bitbucket).{0,40}(?:token|pat$|auth)/,
        },
        chars('base64', 44),
      ),
    },
  ],
)

const appPassword = (seed: number): string => {
  const before = join('ATBB', random('base62', 24, seed))
  return join(before, crc32Hex(before).toUpperCase())
}

export const bitbucket = rulesOf(
  {
    id: 'bitbucket',
    name: 'Bitbucket',
    revokeAt: 'https://bitbucket.org/account/settings/app-passwords/',
    source: unverified('https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/'),
  },
  [
    {
      kind: 'app-password',
      title: 'app password',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change, with its owner’s user name, the repositories its scopes reach',
      detect: [token('ATBB', /ATBB[A-Za-z0-9_=.-]{24,28}[0-9A-F]{8}/, { notAfter: /[A-Za-z0-9_=-]/ })],
      randomBits: 140,
      check: (value) =>
        crc32Hex(value.slice(0, -8)).toUpperCase() === value.slice(-8)
          ? { note: 'its checksum is valid' }
          : undefined,
      matches: [...anywhere(appPassword), () => `https://user:${appPassword(5)}@bitbucket.org/o/r.git`],
      misses: [
        () => appPassword(1).slice(0, 20),
        () => join('ATBB', random('lower', 40)),
        () => join('x', appPassword(2)),
      ],
    },
    {
      kind: 'repository-token',
      title: 'repository, project or workspace access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change the repositories it was made for, as far as its scopes go',
      revokeAt: 'the Access tokens page of the repository, project or workspace',
      ...checksummed('ATCTT3', 160, 260),
    },
    {
      kind: 'client-secret',
      title: 'OAuth consumer key or secret',
      severity: 'high',
      confidence: 'medium',
      allows:
        'get access tokens for the workspace that owns the consumer, and pose as it when people sign in',
      revokeAt: 'the workspace’s Settings > OAuth consumers',
      source: unverified('https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/'),
      ...named(
        {
          words: 'bitbucket client secret',
          name: /bitbucket.{0,40}(?:token|key|secret|passw|client|auth)/,
        },
        either(chars('base62', 32), padded(64)),
      ),
      misses: [
        () => `BITBUCKET_CLIENT_SECRET=${random('base62', 36)}`,
        () => 'bitbucket_client_secret = "<secret>"',
        () => `bitbucket_revision = "${random('hex', 32)}"`,
      ],
    },
  ],
)
