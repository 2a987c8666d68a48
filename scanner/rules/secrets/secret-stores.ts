import { bech32, isBech32 } from './checks/bech32.ts'
import { checksumVerdict } from './checks/checksum.ts'
import { readEncodedJson } from './checks/encoded-json.ts'
import { named, prefixed } from './form.ts'
import { anywhere, underName } from './sample-texts.ts'
import { assigned, join, random, rulesOf, standalone, token, unverified } from './service-rule.ts'
import { type Shape, chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const dopplerBody: Shape = chars('base62', 40, 44)
const readsSecrets = 'read and change the secrets of the projects its owner may'

export const doppler = rulesOf(
  {
    id: 'doppler',
    name: 'Doppler',
    revokeAt: 'https://dashboard.doppler.com/workplace/tokens',
    source: unverified('https://docs.doppler.com/reference/api'),
  },
  [
    {
      kind: 'personal-token',
      title: 'personal token',
      severity: 'critical',
      confidence: 'high',
      allows: readsSecrets,
      ...prefixed('dp.pt.', dopplerBody),
    },
    {
      kind: 'cli-token',
      title: 'CLI token',
      severity: 'critical',
      confidence: 'high',
      allows: readsSecrets,
      ...prefixed('dp.ct.', dopplerBody),
    },
    {
      kind: 'service-token',
      title: 'service token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read, and perhaps change, all secrets of one configuration',
      ...prefixed(
        'dp.st.',
        { ...chars('lower', 3), pattern: '(?:[a-z0-9_-]{2,40}\\.)?', sample: () => 'prd.', bits: 0 },
        dopplerBody,
      ),
    },
    {
      kind: 'service-account-token',
      title: 'service account token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change what the service account may',
      ...prefixed('dp.sa.', dopplerBody),
    },
    {
      kind: 'scim-token',
      title: 'SCIM token',
      severity: 'critical',
      confidence: 'high',
      allows: 'add, change and remove the workplace’s users and groups',
      ...prefixed('dp.scim.', dopplerBody),
    },
    {
      kind: 'audit-token',
      title: 'audit token',
      severity: 'medium',
      confidence: 'high',
      allows: 'read the workplace’s users, settings and activity',
      ...prefixed('dp.audit.', dopplerBody),
    },
  ],
)

const secretKeyBody = (seed: number): string =>
  [6, 6, 5, 5, 5, 5].map((length, index) => random('upperDigits', length, seed * 7 + index)).join('-')
const serviceAccount = (seed: number): string =>
  join(
    'ops_',
    Buffer.from(
      JSON.stringify({
        signInAddress: 'my.1password.test',
        email: 'a@1passwordserviceaccounts.com',
        secretKey: 'A3',
        key: random('base62', 140, seed),
      }),
    ).toString('base64url'),
  )

export const onePassword = rulesOf(
  {
    id: 'onepassword',
    name: '1Password',
    revokeAt: 'Developer > Directory in https://my.1password.com',
    source: unverified('https://developer.1password.com/docs/service-accounts/'),
  },
  [
    {
      kind: 'service-account-token',
      title: 'service account token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read, and perhaps change, everything in the vaults it was given',
      detect: [token('ops_eyJ', /ops_eyJ[A-Za-z0-9+/_-]{150,3000}={0,3}/, { notAfter: /[A-Za-z0-9+/_=-]/ })],
      randomBits: 256,
      check: (value) => {
        const content = readEncodedJson(value.slice(4))
        return typeof content?.['email'] === 'string' || typeof content?.['signInAddress'] === 'string'
          ? { note: 'it decodes as a service account' }
          : { confidence: 'medium', note: 'altered, or made up: it does not decode' }
      },
      matches: anywhere(serviceAccount),
      misses: [
        () => join('ops_eyJ', random('base62', 20)),
        () => join('ops_', 'DUMMY', random('base62', 300)),
        () => 'ops_eyJzaWduSW5B..[Redacted]',
      ],
    },
    {
      kind: 'secret-key',
      title: 'Secret Key',
      severity: 'critical',
      confidence: 'high',
      allows: 'sign in, with its owner’s password, from a new device',
      fix: 'Make a new Secret Key at https://my.1password.com/profile and keep the old one nowhere.',
      source: unverified('https://support.1password.com/secret-key-security/'),
      detect: [
        assigned(
          ['secret', 'token', '1password', 'onepassword', 'op_account'],
          /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/,
        ),
        // Alone, as in a copied Emergency Kit.
        token(
          'A3-',
          /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/,
          standalone,
        ),
      ],
      randomBits: 128,
      check: (value) => (/\d/.test(value.slice(3)) ? undefined : { drop: 'words' }),
      matches: [
        ...underName('1password secret key', (seed) => join('A3-', secretKeyBody(seed))),
        () => `Secret Key: ${join('A3-', secretKeyBody(5))}`,
      ],
      misses: [
        () => join('A3-', secretKeyBody(1).slice(0, 20)),
        () => join('A3-', 'XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX'),
        () => join('BA3-', secretKeyBody(3)),
      ],
    },
    {
      kind: 'connect-token',
      title: 'Connect server token',
      severity: 'critical',
      confidence: 'medium',
      allows: 'read, and perhaps change, the vaults the Connect server was given',
      source: unverified('https://developer.1password.com/docs/connect/'),
      detect: [
        assigned(
          ['op_connect', 'onepassword', 'op-connect'],
          /eyJ[A-Za-z0-9_-]{20,200}\.eyJ[A-Za-z0-9_-]{50,1500}\.[A-Za-z0-9_-]{60,200}/,
          /(?:opconnect|onepassword).{0,20}token/,
        ),
      ],
      randomBits: 256,
      matches: [
        () =>
          `OP_CONNECT_TOKEN=${join('eyJ', random('base64url', 40), '.eyJ', random('base64url', 300), '.', random('base64url', 86))}`,
        () =>
          `op_connect_token: "${join('eyJ', random('base64url', 40, 2), '.eyJ', random('base64url', 300, 2), '.', random('base64url', 86, 2))}"`,
      ],
      misses: [() => 'OP_CONNECT_TOKEN=${TOKEN}', () => 'OP_CONNECT_HOST=http://localhost:8080'],
    },
  ],
)

const machineAccount = (seed: number): string =>
  join('0.', uuid.sample(seed), '.', random('base62', 30, seed), ':', random('base64', 22, seed), '==')

export const bitwarden = rulesOf(
  {
    id: 'bitwarden',
    name: 'Bitwarden',
    revokeAt:
      'the machine account’s Access tokens (Secrets Manager) or Account settings > Security > Keys in https://vault.bitwarden.com',
    source: unverified('https://bitwarden.com/help/access-tokens/'),
  },
  [
    {
      kind: 'access-token',
      title: 'Secrets Manager access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read, and perhaps change, the secrets of the projects it was given',
      detect: [
        assigned(
          ['bitwarden', 'bws_access', 'bws_token', 'access_token', 'access-token', 'accesstoken'],
          new RegExp(`0\\.${uuid.pattern}\\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==`),
        ),
        token(
          '--access-token 0.',
          new RegExp(`--access-token (?<secret>0\\.${uuid.pattern}\\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==)`),
        ),
      ],
      randomBits: 256,
      matches: [
        () => `BWS_ACCESS_TOKEN=${machineAccount(1)}`,
        () => `bitwarden_access_token: "${machineAccount(2)}"`,
        () => `bws secret list --access-token ${machineAccount(5)}`,
      ],
      misses: [
        () => 'BWS_ACCESS_TOKEN=0.<uuid>.<secret>:<key>',
        () => `BWS_ACCESS_TOKEN=0.${uuid.sample(3)}`,
      ],
    },
    {
      kind: 'api-key',
      title: 'personal or organization API key',
      severity: 'high',
      confidence: 'medium',
      allows: 'sign in with the client id that belongs to it; vaults stay locked without the master password',
      source: unverified('https://bitwarden.com/help/personal-api-key/'),
      ...named(
        {
          words: 'bitwarden client secret',
          names: ['bitwarden', 'bw_clientsecret', 'bw_client'],
          name: /(?:bitwarden|^bw).{0,20}clientsecret/,
        },
        chars('base62', 30),
      ),
    },
  ],
)

export const infisical = rulesOf(
  {
    id: 'infisical',
    name: 'Infisical',
    revokeAt: 'the project’s Access control in https://app.infisical.com',
    source: unverified('https://infisical.com/docs/documentation/platform/token'),
  },
  [
    {
      kind: 'service-token',
      title: 'service token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read, and perhaps change, the secrets of the project’s environment',
      detect: [
        assigned(['infisical', 'token'], /st\.(?:[0-9a-f]{24}|[0-9a-f-]{36})\.[0-9a-f]{32}\.[0-9a-f]{32}/),
      ],
      randomBits: 256,
      matches: [
        () =>
          `INFISICAL_TOKEN=${join('st.', random('hex', 24), '.', random('hex', 32), '.', random('hex', 32, 2))}`,
        () =>
          `infisical_token: "${join('st.', uuid.sample(3), '.', random('hex', 32, 4), '.', random('hex', 32, 5))}"`,
      ],
      misses: [() => 'INFISICAL_TOKEN=st.project.read.write', () => 'INFISICAL_TOKEN=${TOKEN}'],
    },
    {
      kind: 'client-secret',
      title: 'machine identity client secret',
      severity: 'critical',
      confidence: 'medium',
      allows:
        'read, and perhaps change, with the client id that belongs to it, the secrets of the projects it was given',
      ...named(
        { words: 'infisical client secret', name: /infisical.{0,40}(?:secret|key)/ },
        chars('hex', 64),
      ),
    },
  ],
)

export const akeyless = singleKey({
  id: 'akeyless',
  name: 'Akeyless',
  revokeAt: 'the authentication method’s page in https://console.akeyless.io',
  source: unverified('https://docs.akeyless.io/docs/api-key'),
  kind: 'access-key',
  severity: 'critical',
  allows: 'read and change, with the access id that belongs to it, the secrets its roles cover',
  ...named('akeyless access key', chars('base64', 43), '='),
})

/** 52 characters of Bech32's alphabet, which lacks 1, b, i and o. */
const bech32Sample = (seed: number): string =>
  bech32('age-secret-key-', random('lowerDigits', 52, seed).replaceAll(/[1bio]/g, 'q')).toUpperCase()

export const age = singleKey({
  id: 'age',
  name: 'age',
  revokeAt: 'nowhere: a key pair cannot be revoked',
  source: unverified('https://github.com/C2SP/C2SP/blob/main/age.md#the-x25519-recipient-type'),
  kind: 'secret-key',
  severity: 'critical',
  allows: 'decrypt every file (and every SOPS secret) that was encrypted for it',
  fix: 'Make a new key pair, encrypt the files for it again, and change the secrets that were in them: the old ones stay readable in history.',
  detect: [token('AGE-SECRET-KEY-', /AGE-SECRET-KEY-(?:PQ-)?1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/)],
  randomBits: 256,
  check: (value) => checksumVerdict(isBech32(value.toLowerCase())),
  matches: [
    ...anywhere(bech32Sample),
    () => `# created: 2024-01-01\n# public key: age1...\n${bech32Sample(9)}\n`,
  ],
  misses: [
    () => bech32Sample(1).slice(0, 50),
    () => join('AGE-SECRET-KEY-1', 'X'.repeat(58)),
    () => 'AGE-SECRET-KEY-1...',
  ],
})
