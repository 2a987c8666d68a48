import { judgeNamedKey, mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { assigned, join, random, read, rulesOf, token, unverified } from './service-rule.ts'
import { type Shape, chars, either, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

/** PlanetScale's tokens also hold dots and equals signs. */
const planetScaleBody: Shape = {
  ...chars('base64url', 43),
  pattern: '[A-Za-z0-9_=.-]{28,64}',
  bits: 160,
  edge: /[A-Za-z0-9_=-]/,
}

export const planetScale = rulesOf(
  {
    id: 'planetscale',
    name: 'PlanetScale',
    revokeAt: 'the organization’s Settings > Service tokens in https://app.planetscale.com',
    source: unverified('https://planetscale.com/docs/concepts/service-tokens'),
  },
  [
    {
      kind: 'service-token',
      title: 'service token',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage the databases it was given, with the token id that belongs to it',
      ...prefixed('pscale_tkn_', planetScaleBody),
    },
    {
      kind: 'database-password',
      title: 'database password',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change the database branch it was made for',
      revokeAt: 'the database’s Settings > Passwords in https://app.planetscale.com',
      ...prefixed('pscale_pw_', planetScaleBody),
    },
    {
      kind: 'oauth-token',
      title: 'OAuth token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the person who authorized the application',
      revokeAt: 'the organization’s Settings > OAuth applications in https://app.planetscale.com',
      ...prefixed('pscale_oauth_', planetScaleBody),
    },
  ],
)

export const supabase = rulesOf(
  {
    id: 'supabase',
    name: 'Supabase',
    revokeAt:
      'https://supabase.com/dashboard/account/tokens (access tokens) or the project’s Settings > API Keys',
    source: read('https://supabase.com/docs/guides/getting-started/api-keys'),
  },
  [
    {
      kind: 'secret-key',
      title: 'secret key',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change all data of the project, past its row level security',
      ...prefixed('sb_secret_', chars('base64url', 31, 60)),
    },
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage the projects of its owner, read their keys and run SQL in them',
      ...prefixed('sbp_', chars('hex', 40, 64)),
    },
    {
      kind: 'oauth-token',
      title: 'OAuth token',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage the projects of the person who authorized the application',
      ...prefixed('sbp_oauth_', chars('hex', 40)),
    },
    {
      kind: 'publishable-key',
      title: 'publishable key',
      severity: 'info',
      confidence: 'high',
      allows: 'do what row level security lets everyone do; it is made to be public',
      fix: 'Nothing, if row level security is on for every table: this key may be public.',
      ...prefixed('sb_publishable_', chars('base64url', 31, 60)),
    },
  ],
)

export const neon = rulesOf(
  {
    id: 'neon',
    name: 'Neon',
    revokeAt: 'https://console.neon.tech/app/settings/api-keys',
    source: unverified('https://neon.com/docs/manage/api-keys'),
  },
  [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage the projects of its owner or organization, and get the passwords of their databases',
      ...prefixed('napi_', chars('base62', 60, 70)),
    },
    {
      kind: 'database-password',
      title: 'database password',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change the database as its role may',
      revokeAt: 'the branch’s Roles & Databases page in https://console.neon.tech',
      ...prefixed('npg_', chars('base62', 12, 16)),
      check: (value) => (mustLookIssued(value.slice(4)) ? { confidence: 'low' } : undefined),
    },
  ],
)

export const clickHouse = singleKey({
  id: 'clickhouse',
  name: 'ClickHouse Cloud',
  revokeAt: 'API keys in https://console.clickhouse.cloud',
  source: unverified('https://clickhouse.com/docs/cloud/manage/openapi'),
  kind: 'cloud-api-secret',
  title: 'API key secret',
  severity: 'critical',
  allows: 'manage, with the key id that belongs to it, the services of the organization',
  ...prefixed('4b1d', chars('base62', 38)),
  check: (value) => (/[g-zG-Z]/.test(value) ? undefined : { drop: 'hexadecimal' }),
})

// Issued in upper case; configuration is often lower-cased on the way.
const confluentKey = chars('base62', 16)

export const confluent = rulesOf(
  {
    id: 'confluent',
    name: 'Confluent Cloud',
    revokeAt: 'https://confluent.cloud/settings/api-keys',
    source: read(
      'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html',
    ),
  },
  [
    {
      kind: 'api-secret',
      title: 'API secret',
      severity: 'critical',
      confidence: 'high',
      allows:
        'read and write, with the key that belongs to it, the topics or other resources it was made for',
      detect: [
        token('cflt', /cflt[A-Za-z0-9+/]{60}/, { notAfter: /[A-Za-z0-9+/=]/ }),
        assigned('confluent', /[A-Za-z0-9+/]{64}/, /confluent.{0,40}(?:secret|token|pass|key)/),
      ],
      randomBits: 320,
      check: mustLookIssued,
      matches: [
        ...anywhere((seed) => join('cflt', random('base64', 60, seed))),
        () => `CONFLUENT_CLOUD_API_SECRET=${random('base64', 64)}`,
        () => `confluent.api.secret=${random('base62', 64, 2)}`,
      ],
      misses: [
        () => join('cflt', random('base64', 30)),
        () => `secret = "${random('base64', 64, 3)}"`,
        () => join('cflt', 'x'.repeat(60)),
      ],
    },
    {
      kind: 'api-key',
      title: 'API key id',
      severity: 'low',
      confidence: 'medium',
      allows: 'tell which key is used; it opens nothing without the secret that usually stands beside it',
      ...named('confluent cloud api key', confluentKey),
      check: (value, context) => (/\d/.test(value) ? judgeNamedKey(value, context) : { drop: 'a word' }),
    },
  ],
)

export const redisCloud = singleKey({
  id: 'rediscloud',
  name: 'Redis Cloud',
  revokeAt: 'Access Management > API Keys in https://cloud.redis.io',
  source: unverified('https://redis.io/docs/latest/operate/rc/api/get-started/manage-api-keys/'),
  severity: 'critical',
  allows: 'manage the databases of the account, together with the key that belongs to it',
  ...named(
    {
      words: 'rediscloud api key',
      names: ['rediscloud', 'redis_cloud'],
      name: /rediscloud.{0,30}(?:key|secret)/,
    },
    either('A', 'S'),
    chars('lowerDigits', 45, 56),
  ),
})

export const mongodbAtlas = rulesOf(
  {
    id: 'mongodbatlas',
    name: 'MongoDB Atlas',
    revokeAt: 'Access Manager in https://cloud.mongodb.com',
    source: unverified('https://www.mongodb.com/docs/atlas/configure-api-access/'),
  },
  [
    {
      kind: 'service-account-secret',
      title: 'service account secret',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage, with the client id that belongs to it, the organization’s projects and databases',
      ...prefixed('mdb_sa_sk_', chars('base64url', 40)),
    },
    {
      kind: 'private-key',
      title: 'API private key',
      severity: 'critical',
      confidence: 'medium',
      allows: 'manage, with the public key that belongs to it, the organization’s projects and databases',
      ...named(
        {
          words: 'mongodb atlas private key',
          names: ['atlas_', 'atlas-', 'atlas.', 'atlasprivate', 'atlasapi', 'atlassecret', 'atlastoken'],
          name: /atlas.{0,30}(?:private|secret|apikey|token)/,
        },
        uuid,
      ),
    },
  ],
)

export const databricks = rulesOf(
  {
    id: 'databricks',
    name: 'Databricks',
    revokeAt: 'the workspace’s Settings > Developer > Access tokens',
    source: unverified('https://docs.databricks.com/en/dev-tools/auth/pat.html'),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as its owner in the workspace: run code on its clusters and read the data they reach',
      ...prefixed('dapi', {
        ...chars('hex', 32),
        pattern: '[0-9A-Fa-f]{32}(?:-[0-9]{1,2})?',
        edge: /[A-Za-z0-9_-]/,
      }),
    },
    {
      kind: 'oauth-secret',
      title: 'OAuth secret of a service principal',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the service principal in every workspace it belongs to',
      ...prefixed('dose', chars('hex', 32)),
    },
    {
      kind: 'oauth-exchange-token',
      title: 'OAuth token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as its owner in the workspace until it expires',
      ...prefixed('doxx', chars('hex', 32)),
    },
  ],
)

export const snowflake = singleKey({
  id: 'snowflake',
  name: 'Snowflake',
  revokeAt:
    '`ALTER USER … REMOVE PROGRAMMATIC ACCESS TOKEN` (a token) or `ALTER USER … SET PASSWORD` (a password)',
  source: unverified('https://docs.snowflake.com/en/user-guide/programmatic-access-tokens'),
  kind: 'password',
  title: 'password or access token',
  severity: 'critical',
  allows: 'sign in as the user and read the data its roles reach',
  detect: [
    assigned(
      ['snowflake', 'snowsql'],
      /[^\s"'`<>{}$]{8,1200}/,
      /snow(?:flake|sql).{0,30}(?:password|passwd|pwd|passphrase|token|pat)$/,
    ),
  ],
  randomBits: 0,
  check: (value, { quoted, after }) => {
    const isReference = /^[A-Za-z_]+(?:[.(:][A-Za-z_.()]*)*$/.test(value)
    return isReference || !/\d/.test(value) || after.startsWith('(')
      ? { drop: 'not a password' }
      : quoted
        ? undefined
        : { onlyInConfiguration: true }
  },
  matches: [
    () => `SNOWFLAKE_PASSWORD=${join('Tr0ub4', 'dor_and')}`,
    () => `snowflake_password: "k9${random('base62', 12)}"`,
    () => `SNOWSQL_PWD='${random('base62', 14)}7'`,
  ],
  misses: [
    () => 'snowflake_password = os.environ["PW"]',
    () => 'SNOWFLAKE_PASSWORD=${PASSWORD}',
    () => 'snowflake_password = get_password()',
    () => 'snowflake_password_policy = "k9strong1"',
  ],
})

export const elastic = rulesOf(
  {
    id: 'elastic',
    name: 'Elastic',
    revokeAt: 'https://cloud.elastic.co/account/keys (Cloud) or Stack Management > API keys (Kibana)',
    source: unverified('https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys'),
  },
  [
    {
      kind: 'cloud-api-key',
      title: 'Cloud API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage the deployments and data of the organization',
      ...prefixed('essu_', chars('base64', 70, 140), '='),
    },
    {
      kind: 'api-key-by-name',
      title: 'API key (Elasticsearch)',
      severity: 'high',
      confidence: 'medium',
      allows: 'read and change the indexes its privileges cover',
      ...named(
        {
          words: 'elastic api key',
          names: ['apikey', 'api_key', 'api-key', 'api.key'],
          name: /(?:elastic|^es|kibana).{0,30}apikey/,
        },
        chars('base64', 58),
        '==',
      ),
    },
  ],
)
