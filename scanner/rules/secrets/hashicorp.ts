import { mustLookIssued } from './checks/issued-value.ts'
import { named } from './form.ts'
import { anywhere, underName } from './sample-texts.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const terraformToken = (seed: number): string =>
  join(random('base62', 14, seed), '.atlasv1.', random('base64url', 67, seed))

export const terraform = singleKey({
  id: 'terraform',
  name: 'HCP Terraform',
  revokeAt: 'https://app.terraform.io/app/settings/tokens',
  source: unverified(
    'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
  ),
  kind: 'api-token',
  severity: 'critical',
  allows:
    'act as the user, team or organization it belongs to: read state, with the secrets in it, and change infrastructure',
  detect: [
    token('.atlasv1.', /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,72}/, {
      lead: { chars: /[A-Za-z0-9]/, max: 14 },
      notAfter: /[A-Za-z0-9_=-]/,
    }),
  ],
  randomBits: 400,
  matches: [
    ...anywhere(terraformToken),
    () => `credentials "app.terraform.io" {\n  token = "${terraformToken(5)}"\n}`,
  ],
  misses: [
    () => terraformToken(1).slice(2),
    () => terraformToken(2).slice(0, 40),
    () => join('x'.repeat(14), '.atlasv1.', 'x'.repeat(67)),
  ],
})

const tokens = unverified('https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes')
const vaultToken =
  (prefix: string, length: number) =>
  (seed: number): string =>
    join(prefix, random('base64url', length, seed))

export const vault = rulesOf(
  { id: 'vault', name: 'Vault', revokeAt: '`vault token revoke`', source: tokens },
  [
    {
      kind: 'service-token',
      title: 'service token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change the secrets its policies cover; a root token, all of them',
      detect: [
        token('hvs.', /hvs\.[A-Za-z0-9_-]{24,260}/, {
          notBefore: /[A-Za-z0-9_.-]/,
          notAfter: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 140,
      check: (value) => mustLookIssued(value.slice(4)),
      matches: [
        ...anywhere(vaultToken('hvs.', 92)),
        () => `VAULT_TOKEN=${join('hvs.', random('base62', 24))}`,
      ],
      misses: [
        () => 'hvs.placeholder',
        () => 'hvs.connectionManagerForEveryone',
        () => join('x', vaultToken('hvs.', 92)(3)),
        () => join('hvs.', 'x'.repeat(90)),
      ],
    },
    {
      kind: 'batch-token',
      title: 'batch token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change the secrets its policies cover, until it expires',
      detect: [
        token('hvb.', /hvb\.[A-Za-z0-9_-]{90,600}/, {
          notBefore: /[A-Za-z0-9_.-]/,
          notAfter: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 500,
      matches: anywhere(vaultToken('hvb.', 160)),
      misses: [
        () => 'hvb.tooshortxxx',
        () => join('x', vaultToken('hvb.', 160)(3)),
        () => join('hvb.', 'x'.repeat(150)),
      ],
    },
    {
      kind: 'recovery-token',
      title: 'recovery token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change everything while the server runs in recovery mode',
      detect: [
        token('hvr.', /hvr\.[A-Za-z0-9_-]{24,260}/, {
          notBefore: /[A-Za-z0-9_.-]/,
          notAfter: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 140,
      check: (value) => mustLookIssued(value.slice(4)),
      matches: anywhere(vaultToken('hvr.', 92)),
      misses: [
        () => 'hvr.placeholder',
        () => join('x', vaultToken('hvr.', 92)(3)),
        () => join('hvr.', 'x'.repeat(90)),
      ],
    },
    {
      kind: 'legacy-token',
      title: 'token (before Vault 1.10)',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change the secrets its policies cover; a root token, all of them',
      detect: [
        assigned(
          ['vault', 'token'],
          /[sb]\.[A-Za-z0-9]{24}(?:\.[A-Za-z0-9]{5})?/,
          /vault|^token$|clienttoken|roottoken/,
        ),
        token('vault login ', /vault login (?<secret>s\.[A-Za-z0-9]{24}(?:\.[A-Za-z0-9]{5})?)/),
      ],
      randomBits: 142,
      check: (value) =>
        /\d/.test(value) && /[a-z]/.test(value.slice(2)) && /[A-Z]/.test(value)
          ? undefined
          : { drop: 'a name' },
      matches: [
        ...underName('vault token', (seed) => join('s.', random('base62', 24, seed))),
        () => `vault login ${join('s.', random('base62', 24, 7))}`,
      ],
      misses: [
        () => 'token = s.readNextTokenFromTheStream',
        () => `vault_token = "${join('s.', random('base62', 30))}"`,
        () => join('s.', 'THISSTRINGISALLUPPERCASE'),
      ],
    },
    {
      kind: 'unseal-key',
      title: 'unseal or recovery key',
      severity: 'critical',
      confidence: 'high',
      allows: 'help, with the other shares, to unseal the server and to make a new root token',
      fix: 'Make new shares (`vault operator rekey`) and give each to one person; keep none in a repository.',
      source: unverified('https://developer.hashicorp.com/vault/docs/concepts/seal'),
      detect: [
        assigned(
          [
            'unseal key',
            'unseal_key',
            'unsealkey',
            'unseal-key',
            'recovery key',
            'unseal_keys_b64',
            'vault_unseal',
          ],
          /[A-Za-z0-9+/]{43,44}={0,2}|[0-9a-f]{64,66}/,
        ),
        token(
          ['Unseal Key ', 'Recovery Key '],
          /(?:Unseal|Recovery) Key [1-9][0-9]?: {1,4}(?<secret>[A-Za-z0-9+/]{43,44}={0,2})/,
          { notAfter: /[A-Za-z0-9+/=]/ },
        ),
      ],
      randomBits: 256,
      matches: [
        () => `Unseal Key 1: ${random('base64', 44)}`,
        () => `VAULT_UNSEAL_KEY=${random('base64', 43)}=`,
        () => `unseal_key: "${random('hex', 66)}"`,
      ],
      misses: [
        () => 'Unseal Key (will be hidden):',
        () => 'VAULT_UNSEAL_KEY=${UNSEAL_KEY}',
        () => 'unseal_key: your_unseal_key_goes_here',
      ],
    },
    {
      kind: 'approle-secret-id',
      title: 'AppRole secret id',
      severity: 'high',
      confidence: 'medium',
      allows: 'sign in, with the role id that belongs to it, as the application',
      source: unverified('https://developer.hashicorp.com/vault/docs/auth/approle'),
      ...named(
        {
          words: 'vault secret id',
          names: ['vault', 'approle', 'secret_id', 'secretid', 'secret-id'],
          name: /(?:vault|approle).{0,30}secretid|^secretid$/,
        },
        uuid,
      ),
    },
  ],
)

const accessControl = (id: string, name: string, variable: string, url: string, allows: string) =>
  rulesOf({ id, name, revokeAt: `\`${id} acl token delete\``, source: unverified(url) }, [
    {
      kind: 'acl-token',
      title: 'ACL token',
      severity: 'critical',
      confidence: 'medium',
      allows,
      ...named(
        { words: variable, names: [id], name: new RegExp(`${id}.{0,30}(?:token|secret|management)`) },
        uuid,
      ),
    },
  ])

export const consul = accessControl(
  'consul',
  'Consul',
  'consul http token',
  'https://developer.hashicorp.com/consul/docs/secure/acl/token',
  'read and change the services and settings its policies cover; the initial management token, all of them',
)

export const nomad = accessControl(
  'nomad',
  'Nomad',
  'nomad token',
  'https://developer.hashicorp.com/nomad/docs/secure/acl/tokens',
  'start, change and stop the jobs its policies cover; the initial management token, all of them',
)

export const hashicorp = singleKey({
  id: 'hashicorp',
  name: 'HashiCorp Cloud Platform',
  revokeAt: 'Access control (IAM) > Service principals in https://portal.cloud.hashicorp.com',
  source: unverified('https://developer.hashicorp.com/hcp/docs/hcp/iam/service-principal/key'),
  kind: 'client-secret',
  title: 'service principal secret',
  severity: 'critical',
  allows:
    'act, with the client id that belongs to it, as the service principal in the organization or project',
  ...named(
    {
      words: 'hcp client secret',
      names: ['hcp_client', 'hcp-client', 'hcp.client', 'hcpclient'],
      name: /^(?:tfvar)?hcpclientsecret/,
    },
    chars('base64url', 64),
  ),
})
