import { judgeNamedKey, mustLookIssued } from './checks/issued-value.ts'
import { named } from './form.ts'
import { underName } from './sample-texts.ts'
import { assigned, random, rulesOf, unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

export const oracle = rulesOf(
  {
    id: 'oracle',
    name: 'Oracle Cloud',
    revokeAt: 'User settings in https://cloud.oracle.com',
    source: unverified('https://docs.oracle.com/en-us/iaas/Content/Identity/Tasks/managingcredentials.htm'),
  },
  [
    {
      kind: 'auth-token',
      title: 'auth token',
      severity: 'high',
      confidence: 'medium',
      allows: 'use, as its owner, the registry, object storage and other services that take a password',
      detect: [
        assigned(
          ['token', 'pass'],
          /[A-Za-z0-9<>()[\]{};:.,#&*!?_+~^-]{20}/,
          /(?:oci|ocir|oraclecloud).{0,20}(?:authtoken|token|password)/,
        ),
      ],
      randomBits: 110,
      check: (value) =>
        /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && /[^A-Za-z0-9_.-]/.test(value)
          ? undefined
          : { drop: 'not generated' },
      matches: [
        () => `OCI_AUTH_TOKEN="${random('base62', 8)}:9${random('base62', 4)}#k${random('base62', 3)}Q"`,
        () =>
          `oci_auth_token = '${random('base62', 8, 2)}>9${random('base62', 4, 2)}(k${random('base62', 3, 2)}Q'`,
      ],
      misses: [
        () => 'OCI_AUTH_TOKEN=${OCI_AUTH_TOKEN}',
        () => 'oci_auth_token = "put_your_token_here."',
        () => `oci_region_token = "${random('lower', 20)}"`,
      ],
    },
    {
      kind: 'customer-secret-key',
      title: 'customer secret key',
      severity: 'high',
      confidence: 'medium',
      allows: 'read and change object storage as its owner, through S3-compatible tools',
      ...named(
        {
          words: 'oci secret key',
          names: ['secret'],
          name: /(?:oci|oracle).{0,40}secret/,
        },
        chars('base64', 43),
        '=',
      ),
    },
  ],
)

export const linode = singleKey({
  id: 'linode',
  name: 'Linode',
  revokeAt: 'https://cloud.linode.com/profile/tokens',
  source: unverified('https://techdocs.akamai.com/linode-api/reference/get-started#personal-access-tokens'),
  kind: 'personal-access-token',
  severity: 'critical',
  allows: 'create, change and delete servers as far as its scopes go',
  ...named('linode token', chars('hex', 64)),
})

export const vultr = singleKey({
  id: 'vultr',
  name: 'Vultr',
  revokeAt: 'https://my.vultr.com/settings/#settingsapi',
  source: unverified('https://www.vultr.com/api/#section/Authentication'),
  severity: 'critical',
  allows: 'create, change and delete everything in the account',
  ...named('vultr api key', chars('upperDigits', 36)),
})

export const hetzner = rulesOf(
  {
    id: 'hetzner',
    name: 'Hetzner',
    revokeAt: 'Security > API tokens of the project in https://console.hetzner.cloud',
    source: unverified('https://docs.hetzner.cloud/reference/cloud#authentication'),
  },
  [
    {
      kind: 'cloud-api-token',
      title: 'Cloud API token',
      severity: 'critical',
      confidence: 'medium',
      allows: 'create, change and delete the servers and volumes of the project',
      ...named(
        {
          words: 'hcloud token',
          names: ['hcloud', 'hetzner'],
          name: /(?:hcloud|hetzner).{0,40}(?:token|key|secret)/,
        },
        chars('base62', 64),
      ),
    },
    {
      kind: 'dns-token',
      title: 'DNS token',
      severity: 'high',
      confidence: 'medium',
      allows: 'change the DNS records of every zone of the account',
      ...named(
        { words: 'hetzner dns token', name: /hetzner.{0,40}(?:token|key|secret)/ },
        chars('base62', 32),
      ),
    },
  ],
)

export const scaleway = rulesOf(
  {
    id: 'scaleway',
    name: 'Scaleway',
    revokeAt: 'https://console.scaleway.com/iam/api-keys',
    source: unverified('https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/'),
  },
  [
    {
      kind: 'secret-key',
      title: 'secret key',
      severity: 'critical',
      confidence: 'medium',
      allows: 'do everything its user or application may do in the organization',
      ...named(
        {
          words: 'scw secret key',
          names: ['scaleway', 'secret', 'scw_token', 'scw_key', 'scw_api_key'],
          name: /(?:scw|scaleway).{0,30}(?:secret|token|key)/,
        },
        uuid,
      ),
    },
    {
      kind: 'access-key',
      title: 'access key',
      severity: 'medium',
      confidence: 'medium',
      allows:
        'tell which API key is used; it opens nothing without the secret key that usually stands beside it',
      ...named(
        {
          words: 'scw access key',
          names: ['scaleway', 'access_key', 'access-key', 'access.key', 'accesskey'],
          name: /access/,
        },
        'SCW',
        chars('upperDigits', 17),
      ),
      check: (value, context) => (/\d/.test(value) ? judgeNamedKey(value, context) : { confidence: 'low' }),
    },
  ],
)

export const ovh = singleKey({
  id: 'ovh',
  name: 'OVHcloud',
  revokeAt: 'https://api.ovh.com/console/ (DELETE /me/api/application/{id})',
  source: unverified('https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api'),
  kind: 'application-secret',
  severity: 'critical',
  title: 'application secret or consumer key',
  allows:
    'call, together with the keys that belong to it, the API for domains, servers and mail of the account',
  detect: [
    assigned(
      ['secret', 'token', 'consumer_key', 'consumer-key', 'consumer.key', 'consumerkey'],
      /[A-Za-z0-9]{32}/,
      /ovh.{0,30}(?:secret|consumerkey|token)/,
    ),
  ],
  randomBits: 190,
  check: mustLookIssued,
  matches: underName('ovh application secret', (seed) => random('base62', 32, seed)),
  misses: [
    () => `OVH_APPLICATION_SECRET=${random('base62', 30)}`,
    () => 'ovh_consumer_key = "<consumer key>"',
    () => `ovhcloud_id = "${random('base62', 32)}"`,
  ],
})
