import { join, random, rulesOf, token } from './service-rule.ts'
import { githubChecksum } from './checks/github-checksum.ts'

const source = {
  url: 'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  checked: 'unverified',
} as const

/** Classic tokens are a prefix, 30 random base62 characters and a 6-character checksum over them. */
const classic = (prefix: string) => ({
  detect: [token(prefix, new RegExp(`${prefix}[A-Za-z0-9]{36}`))],
  randomBits: 178,
  check: githubChecksum,
  matches: [() => `TOKEN=${join(prefix, random('base62', 36))}`, () => `https://x:${join(prefix, random('base62', 36, 7))}@github.com`],
  misses: [() => join(prefix, random('base62', 12)), () => join(prefix, 'x'.repeat(36)), () => join('x', prefix, random('base62', 36))],
})

export const github = rulesOf(
  { id: 'github', name: 'GitHub', revokeAt: 'https://github.com/settings/tokens', source },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token (classic)',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as its owner in every repository and organization that its scopes reach',
      ...classic('ghp_'),
    },
    {
      kind: 'oauth-token',
      title: 'OAuth access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the person who authorised the application',
      ...classic('gho_'),
    },
  ],
)
