import type { CheckContext, Verdict } from '../../engine/rule.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { anywhere, underName } from './sample-texts.ts'
import { assigned, join, random, rulesOf, standalone, token, unverified } from './service-rule.ts'
import { type Shape, chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const hex40: Shape = { ...chars('hex', 40), pattern: '[0-9A-Fa-f]{40}' }

export const pulumi = singleKey({
  id: 'pulumi',
  name: 'Pulumi',
  revokeAt: 'https://app.pulumi.com/account/tokens',
  source: unverified('https://www.pulumi.com/docs/administration/access-identity/access-tokens/'),
  kind: 'access-token',
  severity: 'critical',
  allows: 'read state and configuration, with the secrets in them, and change stacks as its owner',
  ...prefixed({ prefix: 'pul-', ...standalone }, chars('hex', 40)),
})

export const infracost = singleKey({
  id: 'infracost',
  name: 'Infracost',
  revokeAt: 'Org settings in https://dashboard.infracost.io',
  source: unverified('https://www.infracost.io/docs/infracost_cloud/key_concepts/'),
  severity: 'medium',
  allows: 'send cost estimates to, and read policies of, the organization',
  // Icons in addresses are named `….ico-` and a hash.
  ...prefixed({ prefix: 'ico-', notBefore: /[A-Za-z0-9_./-]/ }, chars('base62', 32)),
  check: (value) => mustLookIssued(value.slice(4)),
})

export const prefect = rulesOf(
  {
    id: 'prefect',
    name: 'Prefect',
    revokeAt: 'https://app.prefect.cloud/my/api-keys',
    source: unverified('https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys'),
  },
  [
    {
      kind: 'user-api-key',
      title: 'user API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'start and change flows as its owner',
      ...prefixed('pnu_', chars('base62', 36)),
    },
    {
      kind: 'service-account-key',
      title: 'service account API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'start and change flows as the service account',
      ...prefixed('pnb_', chars('base62', 36)),
    },
  ],
)

export const looker = rulesOf(
  {
    id: 'looker',
    name: 'Looker',
    revokeAt: 'the user’s page under Admin > Users of your Looker instance',
    source: unverified('https://cloud.google.com/looker/docs/api-auth'),
  },
  [
    {
      kind: 'client-secret',
      title: 'API client secret',
      severity: 'high',
      confidence: 'medium',
      allows:
        'act, with the client id that belongs to it, as its owner: read what their dashboards and queries reach',
      ...named(
        { words: 'looker client secret', name: /looker.{0,40}(?:secret|token|key|passw)/ },
        chars('base62', 24),
      ),
    },
    {
      kind: 'client-id',
      title: 'API client id',
      severity: 'low',
      confidence: 'low',
      allows:
        'tell which key is used; it opens nothing without the client secret that usually stands beside it',
      ...named({ words: 'looker client id', name: /looker.{0,40}(?:id|token|key)/ }, chars('base62', 20)),
    },
  ],
)

export const snyk = rulesOf(
  {
    id: 'snyk',
    name: 'Snyk',
    revokeAt: 'https://app.snyk.io/account',
    source: unverified('https://docs.snyk.io/developer-tools/snyk-api/authentication-for-api'),
  },
  [
    {
      kind: 'api-token',
      title: 'API token',
      severity: 'high',
      confidence: 'medium',
      allows: 'read the found weaknesses of its owner’s projects, and change their settings',
      ...named('snyk token', uuid),
    },
    {
      kind: 'access-token',
      title: 'personal or service account access token',
      severity: 'high',
      confidence: 'high',
      allows: 'read the found weaknesses of the projects it reaches, and change their settings',
      detect: [
        token(
          ['snyk_uat.', 'snyk_sat.', 'snyk_pat.'],
          /snyk_[usp]at\.[A-Za-z0-9]{4,16}\.[A-Za-z0-9_-]{20,600}(?:\.[A-Za-z0-9_-]{20,600}){0,2}/,
          { notAfter: /[A-Za-z0-9_-]/ },
        ),
      ],
      randomBits: 110,
      matches: anywhere((seed) =>
        join(
          'snyk_uat.',
          random('hex', 8, seed),
          '.',
          random('base64url', 80, seed),
          '.',
          random('base64url', 86, seed),
        ),
      ),
      misses: [
        () => 'snyk_uat.region.token',
        () => join('xsnyk_uat.', random('hex', 8), '.', random('base64url', 80)),
      ],
    },
  ],
)

export const sonarQube = rulesOf(
  {
    id: 'sonarqube',
    name: 'SonarQube',
    revokeAt: 'My Account > Security of your SonarQube server or https://sonarcloud.io',
    source: unverified('https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/'),
  },
  [
    {
      kind: 'user-token',
      title: 'user token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as its owner: read code and findings, and change settings',
      ...prefixed('squ_', chars('base62', 40)),
    },
    {
      kind: 'project-analysis-token',
      title: 'project analysis token',
      severity: 'medium',
      confidence: 'high',
      allows: 'send analyses of the project',
      ...prefixed('sqp_', chars('base62', 40)),
    },
    {
      kind: 'global-analysis-token',
      title: 'global analysis token',
      severity: 'medium',
      confidence: 'high',
      allows: 'send analyses of every project',
      ...prefixed('sqa_', chars('base62', 40)),
    },
    {
      kind: 'scoped-organization-token',
      title: 'scoped organization token',
      severity: 'medium',
      confidence: 'high',
      allows: 'send analyses of the organization’s projects',
      ...prefixed('sqco_', chars('base62', 40)),
    },
    {
      kind: 'token-by-name',
      title: 'token (older format)',
      severity: 'high',
      confidence: 'medium',
      allows: 'act as its owner: read code and findings, and change settings',
      ...named({ words: 'sonar token', name: /sonar.{0,40}(?:token|login|key|auth|passw|secret)/ }, hex40),
    },
  ],
)

export const postman = rulesOf(
  {
    id: 'postman',
    name: 'Postman',
    revokeAt: 'https://go.postman.co/settings/me/api-keys',
    source: unverified('https://learning.postman.com/docs/developer/postman-api/authentication/'),
  },
  [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'high',
      confidence: 'high',
      allows: 'read and change its owner’s collections and environments, with the secrets in them',
      ...prefixed('PMAK-', chars('hex', 24), '-', chars('hex', 34)),
    },
    {
      kind: 'collection-access-key',
      title: 'collection access key',
      severity: 'medium',
      confidence: 'high',
      allows: 'read the collection',
      ...prefixed('PMAT-', '01', chars('upperDigits', 24)),
    },
  ],
)

export const launchDarkly = rulesOf(
  {
    id: 'launchdarkly',
    name: 'LaunchDarkly',
    revokeAt: 'https://app.launchdarkly.com/settings/authorization',
    source: unverified('https://docs.launchdarkly.com/home/account/api'),
  },
  [
    {
      kind: 'api-access-token',
      title: 'API access token',
      severity: 'high',
      confidence: 'high',
      allows: 'read and change feature flags as far as its role goes',
      ...named(
        {
          words: 'launchdarkly api token',
          names: [
            'launchdarkly',
            'launch_darkly',
            'launch-darkly',
            'ld_access',
            'ld_api',
            'token',
            'apikey',
            'api_key',
            'api-key',
            'secret',
          ],
          name: /./,
        },
        'api-',
        uuid,
      ),
      misses: [() => 'LAUNCHDARKLY_API_TOKEN=api-token', () => `token = "api-${random('hex', 36)}"`],
    },
    {
      kind: 'sdk-key',
      title: 'SDK key',
      severity: 'medium',
      confidence: 'high',
      allows: 'read every feature flag of the environment, with the rules that say for whom it is on',
      ...prefixed({ prefix: 'sdk-', notBefore: /[A-Za-z0-9_./-]/ }, uuid),
    },
    {
      kind: 'relay-key',
      title: 'relay proxy key',
      severity: 'medium',
      confidence: 'high',
      allows: 'read the feature flags of the environments it covers',
      ...named(
        {
          words: 'launchdarkly relay key',
          names: [
            'launchdarkly',
            'launch_darkly',
            'launch-darkly',
            'auto_config',
            'autoconfig',
            'relay_',
            'relay-',
            'relay.',
            'relaykey',
            'relayproxy',
          ],
          name: /./,
        },
        'rel-',
        uuid,
      ),
      misses: [() => 'AUTO_CONFIG_KEY=rel-key', () => `relay = "rel-${random('hex', 36)}"`],
    },
    {
      kind: 'access-token-by-name',
      title: 'access token (older format)',
      severity: 'high',
      confidence: 'medium',
      allows: 'read and change feature flags as far as its role goes',
      ...named(
        { words: 'launchdarkly token', names: ['launchdarkly', 'launch_darkly', 'launch-darkly'] },
        { ...chars('base64url', 40), pattern: '[A-Za-z0-9_=-]{40}' },
      ),
    },
  ],
)

const settlemintBody = chars('base62', 16)

export const settleMint = rulesOf(
  {
    id: 'settlemint',
    name: 'SettleMint',
    revokeAt: 'the access tokens page in https://console.settlemint.com',
    source: unverified(
      'https://console.settlemint.com/documentation/platform-components/security-and-authentication/personal-access-tokens',
    ),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'high',
      confidence: 'high',
      allows: 'use its owner’s blockchain nodes and applications',
      ...prefixed('sm_pat_', settlemintBody),
    },
    {
      kind: 'application-access-token',
      title: 'application access token',
      severity: 'high',
      confidence: 'high',
      allows: 'use the application’s blockchain nodes and services',
      ...prefixed('sm_aat_', settlemintBody),
    },
    {
      kind: 'service-access-token',
      title: 'service access token',
      severity: 'high',
      confidence: 'high',
      allows: 'use the service it was made for',
      ...prefixed('sm_sat_', settlemintBody),
    },
  ],
)

export const intra42 = singleKey({
  id: 'intra42',
  name: '42 Intra',
  revokeAt: 'https://profile.intra.42.fr/oauth/applications',
  source: unverified('https://api.intra.42.fr/apidoc/guides/getting_started'),
  kind: 'client-secret',
  title: 'API client secret',
  severity: 'medium',
  allows: 'call, with the client id that belongs to it, the school’s API as the application',
  detect: [token(['s-s4t2ud-', 's-s4t2af-'], /s-s4t2(?:ud|af)-[0-9a-f]{64}/)],
  randomBits: 256,
  matches: anywhere((seed) => join('s-s4t2', 'ud-', random('hex', 64, seed))),
  misses: [() => join('s-s4t2', 'ud-', random('hex', 40)), () => join('u-s4t2', 'ud-', random('hex', 64))],
})

/** Names that hold dashes, dots or underlines all mean one host: Bundler writes `__` for a dot. */
const gemServers = /contribsyscom/

function checkGemLogin(value: string, { name }: CheckContext): Verdict | undefined {
  return gemServers.test(name.replaceAll(/[_.-]/g, '')) && /^[0-9a-f]{8}:[0-9a-f]{8}$/.test(value)
    ? undefined
    : { drop: 'not a login' }
}

export const sidekiq = singleKey({
  id: 'sidekiq',
  name: 'Sidekiq',
  revokeAt: 'https://contribsys.com/contact (support makes new credentials)',
  source: unverified('https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ'),
  kind: 'gem-server-login',
  title: 'Pro or Enterprise gem server login',
  severity: 'medium',
  confidence: 'high',
  allows: 'download the licensed gems under the customer’s name',
  detect: [
    assigned(['contribsys'], /[0-9a-f]{8}:[0-9a-f]{8}/),
    token('contribsys.com', /[0-9a-f]{8}:[0-9a-f]{8}@(?:gems|enterprise)\.contribsys\.com/, {
      lead: { chars: /[0-9a-f:@a-z.]/, max: 29 },
      notBefore: null,
    }),
  ],
  randomBits: 64,
  check: (value, context) => (context.name === '' ? undefined : checkGemLogin(value, context)),
  matches: [
    ...underName(
      'bundle gems contribsys com',
      (seed) => `${random('hex', 8, seed)}:${random('hex', 8, seed + 1)}`,
    ),
    () => `BUNDLE_ENTERPRISE__CONTRIBSYS__COM: ${random('hex', 8, 5)}:${random('hex', 8, 6)}`,
    () => `source "https://${random('hex', 8, 7)}:${random('hex', 8, 8)}@gems.contribsys.com/" do`,
  ],
  misses: [
    () => 'source "https://gems.contribsys.com/"',
    () => 'BUNDLE_GEMS__CONTRIBSYS__COM=user:pass',
    () => `https://${random('hex', 8)}:${random('hex', 8)}@gems.host.test/`,
  ],
})

/** Named so, and yet code or where to find it. */
function checkVaultPassword(value: string, { quoted, after }: CheckContext): Verdict | undefined {
  if (!/\d/.test(value) || /\.(?:txt|sh|py|ya?ml|pass|gpg)$|^[\w.]+\[/.test(value))
    return { drop: 'a path or a word' }
  if (quoted) return undefined
  return after.startsWith('(') ? { drop: 'code' } : { onlyInConfiguration: true }
}

export const ansible = singleKey({
  id: 'ansible',
  name: 'Ansible',
  revokeAt: '`ansible-vault rekey`',
  source: unverified('https://docs.ansible.com/ansible/latest/vault_guide/vault_encrypting_content.html'),
  kind: 'vault-password',
  title: 'Vault password',
  severity: 'critical',
  allows: 'decrypt everything in the repository that was encrypted with Ansible Vault',
  fix: 'Encrypt the files again with a new password (`ansible-vault rekey`), and change the secrets in them: the old ones stay readable in history.',
  detect: [
    assigned(
      ['vault_pass', 'vault-pass', 'vaultpass'],
      /[^\s"'`<>{}$()/]{8,200}/,
      /ansiblevaultpass(?:word|phrase|wd)?$/,
    ),
  ],
  randomBits: 0,
  check: checkVaultPassword,
  matches: [
    () => `ANSIBLE_VAULT_PASSWORD=${join('Tr0ub4', 'dor_and')}`,
    () => `ansible_vault_pass: "k9${random('base62', 12)}"`,
  ],
  misses: [
    () => 'ANSIBLE_VAULT_PASSWORD_FILE=.vault_pass1',
    () => "ansible_vault_password: \"{{ lookup('env', 'P4SS') }}\"",
    () => 'ansible_vault_password = get_password2()',
  ],
})
