import { nugetSamplePasswords } from './checks/nuget-samples.ts'
import { checksumVerdict } from './checks/checksum.ts'
import { crc32Hex } from './checks/crc32.ts'
import { isWeak } from './checks/credentials.ts'
import { checksumOf, githubChecksum } from './checks/github-checksum.ts'
import { judgeNamedKey, mustLookIssued } from './checks/issued-value.ts'
import { checkMacaroon } from './checks/macaroon.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { assigned, join, random, read, rulesOf, token, unverified } from './service-rule.ts'
import { type Shape, chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const npmToken = (seed: number): string => {
  const body = random('base62', 30, seed)
  return join('npm_', body, checksumOf(body))
}

export const npm = rulesOf(
  {
    id: 'npm',
    name: 'npm',
    revokeAt: 'https://www.npmjs.com/settings/~/tokens',
    source: unverified('https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/'),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'read its owner’s private packages and, unless it is read-only, publish new versions of all their packages',
      ...prefixed('npm_', chars('base62', 36)),
      check: githubChecksum,
      randomBits: 178,
      matches: [
        ...anywhere(npmToken),
        () => `//npm.corp-tools.io/:_authToken=${npmToken(5)}`,
        () => join('npm_', random('base62', 36, 6)),
      ],
    },
    {
      kind: 'registry-token',
      title: 'registry token (older format)',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and publish packages on the registry as its owner may',
      source: unverified('https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration'),
      detect: [
        token(
          '/:_authToken',
          /\/\/[A-Za-z0-9.-]{3,80}(?::[0-9]{2,5})?(?:\/[A-Za-z0-9._~-]{0,60}){0,6}\/:_authToken[ \t]{0,3}=[ \t]{0,3}"?(?<secret>[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12})/,
          {
            lead: { chars: /[A-Za-z0-9._~/:-]/, max: 250 },
            notBefore: null,
          },
        ),
        assigned('npm', new RegExp(uuid.pattern), /npm.{0,30}(?:token|key|auth|secret)|^npm$/),
      ],
      randomBits: 122,
      check: mustLookIssued,
      matches: [
        () => `//npm.corp-tools.io/:_authToken=${uuid.sample(1)}\n`,
        () => `registry=https://npm.host.test/\n//npm.host.test:4873/repo/:_authToken="${uuid.sample(2)}"\n`,
        () => `NPM_TOKEN: ${uuid.sample(3)}`,
      ],
      misses: [
        () => '//npm.corp-tools.io/:_authToken=${NPM_TOKEN}',
        () => `///:_authToken=${uuid.sample(4)}`,
        () => `npm_package_id = "${uuid.sample(5)}"`,
      ],
    },
  ],
)

const macaroon = (location: string, seed: number): string => {
  const identifier = Buffer.from(`[1,"${random('hex', 34, seed)}"]`)
  const bytes = Buffer.concat([
    Buffer.from([2, 1, location.length]),
    Buffer.from(location),
    Buffer.from([2, identifier.length]),
    identifier,
    Buffer.from([0, 0, 6, 32]),
    Buffer.from(random('base62', 32, seed)),
  ])
  return join('pypi-', bytes.toString('base64url'))
}

const upload = (
  kind: string,
  title: string,
  location: string,
  body: string,
  severity: 'critical' | 'medium',
) => ({
  kind,
  title,
  severity,
  confidence: 'high' as const,
  allows: 'publish new versions of its owner’s project, or of all their projects',
  detect: [
    token(`pypi-${body}`, new RegExp(`pypi-${body}[A-Za-z0-9_-]{50,1000}`), { notAfter: /[A-Za-z0-9_-]/ }),
  ],
  randomBits: 128,
  check: checkMacaroon,
  matches: [...anywhere((seed) => macaroon(location, seed)), () => `password = ${macaroon(location, 7)}`],
  misses: [
    () => macaroon(location, 1).slice(0, 80),
    () => macaroon(location, 2).slice(0, -20),
    () => `pypi-${body}`,
  ],
})

export const pypi = rulesOf(
  {
    id: 'pypi',
    name: 'PyPI',
    revokeAt:
      'https://pypi.org/manage/account/#api-tokens (or https://test.pypi.org/manage/account/#api-tokens)',
    source: unverified('https://pypi.org/help/#apitoken'),
  },
  [
    upload('api-token', 'API token', 'pypi.org', 'AgEIcHlwaS5vcmc', 'critical'),
    upload('test-api-token', 'API token (TestPyPI)', 'test.pypi.org', 'AgENdGVzdC5weXBpLm9yZw', 'medium'),
  ],
)

export const rubyGems = singleKey({
  id: 'rubygems',
  name: 'RubyGems',
  revokeAt: 'https://rubygems.org/profile/api_keys',
  source: unverified('https://guides.rubygems.org/api-key-scopes/'),
  severity: 'critical',
  allows: 'publish and, as far as its scopes go, remove versions of its owner’s gems',
  ...prefixed('rubygems_', chars('hex', 48)),
})

const base32: Shape = {
  pattern: '[a-z2-7]{43}',
  sample: (seed) => join(random('lower', 20, seed), '2z3', random('lower', 17, seed + 1), '7k5'),
  bits: 200,
  edge: /\w/,
}

/** `Password` is meant to be encrypted (it then begins with a header of Windows), but takes any text. */
function findFeedPasswords(text: string): readonly (readonly [number, number])[] {
  const pairs = text.matchAll(
    /key[ \t]{0,4}=[ \t]{0,4}"Password"[ \t\r\n]{1,20}value[ \t]{0,4}=[ \t]{0,4}"([^"<>\r\n]{4,300})"/gi,
  )
  return [...pairs].map((pair) => {
    const end = pair.index + pair[0].length - 1
    return [end - pair[1]!.length, end] as const
  })
}

export const nuget = rulesOf(
  {
    id: 'nuget',
    name: 'NuGet',
    revokeAt: 'https://www.nuget.org/account/apikeys',
    source: unverified('https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys'),
  },
  [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'publish new versions of its owner’s packages as far as its scope goes',
      ...prefixed('oy2', base32),
      check: (value) => (/[2-7]/.test(value.slice(3)) ? undefined : { drop: 'a word' }),
      detect: [
        assigned(['nuget', 'api_key', 'apikey', 'api-key', 'token', 'secret', 'password'], /oy2[a-z2-7]{43}/),
        token('oy2', /oy2[a-p][a-z2-7]{42}/),
      ],
    },
    {
      kind: 'config-password',
      title: 'clear-text password in a configuration file',
      severity: 'high',
      confidence: 'high',
      allows: 'read, and perhaps publish, packages on the private feed',
      fix: 'Change it at the feed, and let the credential provider or an environment variable (%NAME%) give it instead of the file.',
      source: unverified(
        'https://learn.microsoft.com/en-us/nuget/reference/nuget-config-file#packagesourcecredentials',
      ),
      detect: [
        token(
          ['"ClearTextPassword"', "'ClearTextPassword'"],
          /["']ClearTextPassword["'][ \t\r\n]{1,20}value[ \t]{0,4}=[ \t]{0,4}["'](?<secret>[^"'<>\r\n]{4,300})["']/i,
          { ignoreCase: true, notBefore: null, notAfter: null },
        ),
        { how: 'near', keywords: ['packagesourcecredentials'], find: findFeedPasswords, yields: true },
      ],
      randomBits: 0,
      check: (value) => {
        if (nugetSamplePasswords.has(value) || /^%[^%]+%$|^[$#{]|^x+$|^AQAAANCMnd8/i.test(value))
          return { drop: 'filled in elsewhere, or a sample' }
        return isWeak(value) || /^[a-z]{1,16}$/.test(value)
          ? { severity: 'medium', confidence: 'low', note: 'a word that anybody would try' }
          : undefined
      },
      matches: [
        () => `<add key="ClearTextPassword" value="${join('Tr0ub4', 'dor_and')}" />`,
        () =>
          `<packageSourceCredentials>\n<Feed>\n<add key="Username" value="me" />\n<add key="Password" value="${random('base62', 16, 4)}" />\n</Feed>`,
        () => `<add key="cleartextpassword"\n  value="${random('base62', 20)}"/>`,
      ],
      misses: [
        () => '<add key="ClearTextPassword" value="%FEED_PASSWORD%" />',
        () => join('<add key="Pass', 'word" value="elsewhere" />'),
        () =>
          `<packageSourceCredentials><Feed><add key="Password" value="AQAAANCMnd8${random('base64', 80)}=" /></Feed></packageSourceCredentials>`,
        () => '<add key="ClearTextPassword" value="abc" />',
      ],
    },
  ],
)

export const clojars = singleKey({
  id: 'clojars',
  name: 'Clojars',
  revokeAt: 'https://clojars.org/tokens',
  source: unverified('https://github.com/clojars/clojars-web/wiki/Deploy-Tokens'),
  kind: 'deploy-token',
  severity: 'critical',
  allows: 'publish new versions of its owner’s libraries as far as its scope goes',
  ...prefixed('CLOJARS_', { ...chars('hex', 60), pattern: '[0-9a-z]{60}' }),
})

export const cratesIo = singleKey({
  id: 'cratesio',
  name: 'crates.io',
  revokeAt: 'https://crates.io/settings/tokens',
  source: unverified('https://doc.rust-lang.org/cargo/reference/publishing.html'),
  kind: 'api-token',
  severity: 'critical',
  confidence: 'high',
  allows: 'publish new versions of its owner’s crates as far as its scopes go',
  matches: [
    () => `[registry]\ntoken = "${join('cio', random('base62', 32))}"\n`,
    () => `CARGO_REGISTRY_TOKEN=${join('cio', random('base62', 32, 2))}`,
    () => `cargo login ${join('cio', random('base62', 32, 3))}`,
  ],
  detect: [
    assigned(['token', 'cargo', 'crates', 'api_key', 'apikey'], /cio[A-Za-z0-9]{32}/),
    token('cargo login ', /cargo login (?<secret>cio[A-Za-z0-9]{32})/),
  ],
  randomBits: 190,
  check: judgeNamedKey,
  misses: [
    () => `CARGO_REGISTRY_TOKEN=${join('cio', random('base62', 20))}`,
    () => `cargo_token_hash: ${join('cio', random('base62', 32))}`,
    () => `token = "${join('cio', 'x'.repeat(32))}"`,
  ],
})

/** 60 random digits, and the CRC-32 of the prefix and them. */
function packagistToken(prefix: string) {
  const secret = (seed: number): string => {
    const before = join(prefix, random('hex', 60, seed))
    return join(before, crc32Hex(before))
  }
  return {
    ...prefixed(prefix, chars('hex', 68)),
    check: checkPackagistSum,
    randomBits: 240,
    matches: [...anywhere(secret), () => join(prefix, random('hex', 68, 9))],
  }
}

const checkPackagistSum = (value: string) => checksumVerdict(crc32Hex(value.slice(0, -8)) === value.slice(-8))

export const packagist = rulesOf(
  {
    id: 'packagist',
    name: 'Packagist',
    revokeAt:
      'https://packagist.com/profile/access-tokens (Private Packagist) or https://packagist.org/profile/',
    source: read('https://packagist.com/docs/composer-authentication#token-format'),
  },
  [
    {
      kind: 'organization-token',
      title: 'organization token',
      severity: 'high',
      confidence: 'high',
      allows: 'read the organization’s private packages',
      ...packagistToken('packagist_ort_'),
    },
    {
      kind: 'organization-update-token',
      title: 'organization token with update access',
      severity: 'high',
      confidence: 'high',
      allows: 'read and update the organization’s private packages',
      ...packagistToken('packagist_out_'),
    },
    {
      kind: 'user-token',
      title: 'user token with update access',
      severity: 'high',
      confidence: 'high',
      allows: 'read and update the private packages its owner may',
      ...packagistToken('packagist_uut_'),
    },
    {
      kind: 'other-token',
      title: 'token',
      severity: 'high',
      confidence: 'high',
      allows: 'read, and perhaps update, private packages',
      detect: [token('packagist_', /packagist_[a-z]{3}_[0-9a-f]{68}/)],
      randomBits: 240,
      check: (value) =>
        /^packagist_(?:or|ou|uu)t_/.test(value)
          ? { drop: 'has a rule of its own' }
          : checkPackagistSum(value),
      matches: packagistToken('packagist_xyt_').matches,
      misses: [() => 'packagist_token', () => join('packagist_xyt_', random('hex', 40))],
    },
    {
      kind: 'api-token-by-name',
      title: 'API token',
      severity: 'critical',
      confidence: 'medium',
      allows: 'change its owner’s packages',
      ...named('packagist api token', chars('base64url', 20)),
    },
  ],
)

export const cloudsmith = singleKey({
  id: 'cloudsmith',
  name: 'Cloudsmith',
  revokeAt: 'https://cloudsmith.io/user/settings/api/',
  source: unverified('https://docs.cloudsmith.com/accounts-and-teams/api-key'),
  severity: 'critical',
  allows: 'read and publish packages as its owner may',
  ...named('cloudsmith api key', chars('hex', 40)),
})

export const hex = singleKey({
  id: 'hexpm',
  name: 'Hex.pm',
  revokeAt: 'https://hex.pm/dashboard/keys',
  source: unverified('https://hex.pm/docs/publish'),
  severity: 'critical',
  allows: 'publish new versions of its owner’s packages',
  ...named(
    {
      words: 'hex api key',
      names: ['hex_api', 'hexapi', 'hexpm', 'hex_pm', 'hex.api', 'hex_auth', 'hex_key', 'hex_organization'],
      name: /^hex(?:pm|api|auth|key|organization).{0,30}/,
    },
    chars('hex', 32),
  ),
})

export const docker = rulesOf(
  {
    id: 'docker',
    name: 'Docker Hub',
    revokeAt: 'https://app.docker.com/settings/personal-access-tokens',
    source: unverified('https://docs.docker.com/security/access-tokens/'),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'pull, and unless it is read-only push, the images of its owner',
      ...prefixed('dckr_pat_', chars('base64url', 27)),
    },
    {
      kind: 'organization-access-token',
      title: 'organization access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'pull and push the organization’s images as far as its scopes go',
      ...prefixed('dckr_oat_', chars('base64url', 27, 36)),
    },
  ],
)
