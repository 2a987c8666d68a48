import type { CheckContext, Verdict } from '../../engine/rule.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

/** `reftkn:01:` in Base64, up to where the random part begins. */
const reference = join('cmVmdGtu', 'OjAx')

export const jfrog = rulesOf(
  {
    id: 'jfrog',
    name: 'JFrog',
    revokeAt:
      'Administration > User Management > Access Tokens (or the user’s profile) of your JFrog platform',
    source: unverified('https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens'),
  },
  [
    {
      kind: 'api-key',
      title: 'Artifactory API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change packages and images as its owner may',
      ...prefixed('AKCp', chars('base62', 69)),
      check: mustLookIssued,
    },
    {
      kind: 'reference-token',
      title: 'reference token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change packages and images as far as its scope goes',
      ...prefixed(reference, chars('base62', 52)),
      detect: [token('cmVmd', /cmVmd[A-Za-z0-9]{59}/)],
      check: (value) =>
        mustLookIssued(value) ?? (value.startsWith(reference) ? undefined : { confidence: 'medium' }),
    },
    {
      kind: 'key-by-name',
      title: 'API key or token',
      severity: 'critical',
      confidence: 'medium',
      allows: 'read and change packages and images as its owner may',
      ...named(
        {
          words: 'artifactory api key',
          service: ['artifactory', 'jfrog', 'bintray', 'xray'],
          name: /(?:artifactory|jfrog|bintray|xray).{0,60}(?:token|key|secret|passw|pwd|auth)/,
        },
        chars('base62', 64, 73),
      ),
      misses: [
        () => `ARTIFACTORY_API_KEY=${random('base62', 80)}`,
        () => `artifactory_sha256_key = "${random('hex', 64)}"`,
        () => 'jfrog_api_key = "<api key>"',
      ],
      check: (value: string, { name }: CheckContext): Verdict | undefined =>
        /sha|md5|sum|hash|digest/.test(name) ? { drop: 'a checksum' } : mustLookIssued(value),
    },
    {
      kind: 'encrypted-password',
      title: 'Artifactory encrypted password',
      severity: 'critical',
      confidence: 'medium',
      allows: 'sign in as its owner: the server takes it in place of the password',
      fix: 'Change the user’s password on the JFrog platform, and give tools an access token from a secret store instead.',
      source: unverified(
        'https://jfrog.com/help/r/jfrog-artifactory-documentation/using-your-secure-password',
      ),
      detect: [
        assigned(
          ['artifactory', 'jfrog', 'password', '_password', 'bintray'],
          /AP[0-9A-F][A-Za-z0-9]{11,60}/,
          /passw|token|key/,
        ),
      ],
      randomBits: 60,
      check: (value) =>
        /\d/.test(value.slice(3)) && /[a-z]/.test(value) && /[A-Z]/.test(value.slice(3))
          ? mustLookIssued(value.slice(3))
          : { drop: 'not generated' },
      matches: [
        () => `artifactory_password = ${join('AP6', random('base62', 32))}`,
        () => `<password>${join('APB', random('base62', 36, 2))}</password>`,
      ],
      misses: [
        () => 'artifactory_password = "APPLICATION_PASSWORD"',
        () => 'artifactory:_password=AP6xxxxxx',
        () => 'X-JFrog-Art-Api: $PASSWORD',
      ],
    },
  ],
)
