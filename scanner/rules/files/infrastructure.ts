import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { anyAssignments, isRealSecret } from './content/assignments.ts'
import { isObject, jsonObjectOf, jsonStrings } from './content/json.ts'
import { containsText } from './content/looks.ts'
import { includesBytes, startsWith, textOf } from './content/text.ts'
import { isSecretName, valueKind } from './content/values.ts'
import { binary, read, secret, text, untrack, unverified, zeros } from './papers.ts'

function lookAtTerraformState(file: InspectedFile): Verdict | undefined {
  const content = textOf(file)
  const root = jsonObjectOf(content)
  if (root === undefined) return lookAtUnreadState(file, content)
  if (!('version' in root) && !('terraform_version' in root)) return { drop: 'not a Terraform state' }
  const modules = Array.isArray(root['modules']) ? root['modules'].filter(isObject) : []
  const parts = [root, ...modules]
  const resources = parts.flatMap((part) => {
    const found = part['resources']
    return Array.isArray(found) ? found : isObject(found) ? Object.values(found) : []
  })
  const outputs = parts.some((part) => isObject(part['outputs']) && Object.keys(part['outputs']).length > 0)
  const hasSecret =
    file.realSecrets > 0 ||
    jsonStrings(root).some(({ name, value }) => isSecretName(name) && valueKind(value) === 'real')
  if (hasSecret) return { note: 'attributes named like secrets have values' }
  if (resources.length === 0 && !outputs) return { drop: 'an empty state' }
  return { severity: 'medium', note: 'no attribute named like a secret has a value' }
}

/** Longer than the head, or encrypted by OpenTofu. */
function lookAtUnreadState(file: InspectedFile, content: string): Verdict | undefined {
  if (/"encrypted_data"\s{0,4}:/.test(content.slice(0, 2000))) return { drop: 'an encrypted state' }
  const isState = /"terraform_version"\s{0,4}:|"lineage"\s{0,4}:/.test(content)
  return isState && file.size > file.head.length
    ? { note: 'only its beginning was looked at' }
    : { drop: 'not a Terraform state' }
}

const replaceAll = 'replace every secret it held'
const unless = 'one of them can’t be replaced'

export const infrastructureRules: readonly FileRule[] = [
  {
    id: 'terraform-state-file',
    kind: 'file',
    title: 'Terraform state',
    severity: 'high',
    confidence: 'high',
    why: 'It holds every attribute of the infrastructure in plain text: database passwords, keys, tokens, addresses.',
    fix: untrack('*.tfstate*', `keep the state in a remote backend; ${replaceAll}`, unless),
    source: read('https://developer.hashicorp.com/terraform/language/manage-sensitive-data'),
    names: { extensions: ['tfstate', 'tfstate.backup', 'tofustate'], ends: ['.tfstate.backup'] },
    nameAlone: true,
    look: lookAtTerraformState,
    matches: [
      text('terraform.tfstate', () => [
        JSON.stringify({
          version: 4,
          resources: [{ type: 'aws_db_instance', instances: [{ attributes: { password: secret(16) } }] }],
        }),
      ]),
      text('terraform.tfstate.backup', () => [
        JSON.stringify({ version: 4, resources: [{ type: 'null_resource' }] }),
      ]),
      text('old.tfstate', () => [
        JSON.stringify({ version: 3, modules: [{ resources: { 'aws_instance.a': {} } }] }),
      ]),
    ],
    misses: [
      text('terraform.tfstate', () => ['{"version": 4, "resources": [], "outputs": {}}']),
      text('terraform.tfstate', () => ['{"serial": 1, "encrypted_data": "abc", "encryption_version": "v0"']),
      text('.terraform/terraform.tfstate', () => [
        '{"version": 3, "backend": {"type": "s3", "config": {"bucket": "a"}}}',
      ]),
    ],
  },
  {
    id: 'terraform-plan-file',
    kind: 'file',
    title: 'Terraform plan',
    severity: 'high',
    confidence: 'high',
    why: 'It holds the state and the variables of the run, secrets included, unencrypted.',
    fix: untrack('*.tfplan', replaceAll, unless),
    source: read('https://developer.hashicorp.com/terraform/language/manage-sensitive-data'),
    names: {
      extensions: ['tfplan'],
      bases: ['tfplan', 'plan.out', 'tfplan.out', 'terraform.plan', 'tf.plan'],
    },
    nameAlone: false,
    look: (file) =>
      startsWith(file, 'PK') && includesBytes(file, [...Buffer.from('tf')])
        ? undefined
        : { drop: 'not a plan' },
    matches: [binary('prod.tfplan', 'PK\u0003\u0004', zeros(26), 'tfplan', zeros(60))],
    misses: [text('plan.out', () => ['Plan: 1 to add']), text('tfplan', () => ['x'])],
  },
  {
    id: 'terraform-variables-file',
    kind: 'file',
    title: 'Terraform variables with secrets',
    severity: 'high',
    confidence: 'medium',
    why: 'Its values set up databases, clusters and accounts, so they work as they stand.',
    fix: untrack('*.tfvars', `pass them as TF_VAR_… or from a secret store; ${replaceAll}`, unless),
    source: read('https://developer.hashicorp.com/terraform/language/manage-sensitive-data'),
    names: {
      extensions: ['tfvars', 'tfvars.json', 'auto.tfvars', 'pkrvars.hcl', 'nomadvars'],
      except: /example|sample|template/,
    },
    nameAlone: false,
    look: (file) => {
      if (file.realSecrets > 0) return { confidence: 'high' }
      const content = textOf(file)
      const values =
        jsonObjectOf(content) === undefined
          ? anyAssignments(content).filter(({ quoted }) => quoted)
          : jsonStrings(jsonObjectOf(content))
      const isReal = values.some((one) => isRealSecret({ quoted: true, ...one }))
      return isReal ? undefined : { drop: 'no variable named like a secret' }
    },
    matches: [text('prod.tfvars', () => ['region = "eu-central-1"', `db_password = "${secret(16)}"`])],
    misses: [
      text('terraform.tfvars', () => [
        'region = "eu-central-1"',
        'key_name = "deploy-key-1"',
        'instances = 3',
      ]),
      text('terraform.tfvars.example', () => [`db_password = "${secret(16)}"`]),
    ],
  },
  {
    id: 'pulumi-state-file',
    kind: 'file',
    title: 'Pulumi state',
    severity: 'high',
    confidence: 'high',
    why: 'It holds the attributes of the infrastructure; what was not marked as secret is in plain text.',
    fix: untrack('.pulumi/', `keep the state in a backend; ${replaceAll}`, unless),
    source: unverified('https://www.pulumi.com/docs/iac/concepts/state-and-backends/'),
    names: {
      paths: ['.pulumi/stacks/*.json', '.pulumi/history/*.json', '.pulumi/backups/*.json'],
      within: [{ extension: 'json', base: /^(?:stack|pulumi)[-_.]?(?:export|state)/ }],
    },
    nameAlone: false,
    look: (file) =>
      /"(?:checkpoint|deployment)"\s{0,4}:/.test(textOf(file)) &&
      /"(?:urn|resources)"\s{0,4}:/.test(textOf(file))
        ? undefined
        : { drop: 'not a state' },
    matches: [
      text('.pulumi/stacks/prod.json', () => [
        '{"version": 3, "checkpoint": {"latest": {"resources": [{"urn": "a"}]}}}',
      ]),
    ],
    misses: [text('.pulumi/stacks/prod.json', () => ['{}'])],
  },
  {
    id: 'nested-git-repository',
    kind: 'file',
    title: 'Git repository inside the repository',
    severity: 'medium',
    confidence: 'medium',
    why: 'Its whole history is in the working copy, also what was deleted from it, and no scan of the outer history sees it.',
    fix: 'Untrack the inner repository’s folder (`git rm -r --cached <folder>`), or keep only its files without the Git data. If it was added by mistake, scan it by itself.',
    source: read('https://git-scm.com/docs/gitrepository-layout'),
    names: { bases: ['head'] },
    nameAlone: false,
    look: (file, path) => {
      if (!path.includes('/') || path.startsWith('.git/')) return { drop: 'the repository’s own' }
      if (/\/logs\/head$|\/refs\/remotes\/[^/]{1,200}\/head$/.test(path)) return { drop: 'a part of one' }
      return containsText(/^(?:ref: refs\/\S{1,400}|[0-9a-f]{40}|[0-9a-f]{64})\s{0,4}$/)(file, path)
    },
    matches: [text('fixtures/repo.git/HEAD', () => ['ref: refs/heads/main'])],
    misses: [
      text('docs/head', () => ['<title>']),
      text('a/.git/logs/HEAD', () => ['0 1 me <me@example.net> 1 +0000']),
    ],
  },
  {
    id: 'backup-archive',
    kind: 'file',
    title: 'Archive of a whole site or account',
    severity: 'medium',
    confidence: 'low',
    why: 'Backups hold configuration with passwords, database dumps and people’s files at once.',
    fix: untrack('*.tar.gz', 'look into it and replace every secret it holds', unless),
    source: unverified('https://docs.cpanel.net/cpanel/files/backup/'),
    names: {
      within: ['zip', 'gz', 'tgz', 'rar', '7z', 'bz2', 'xz', 'tar', 'wpress', 'jpa'].map((extension) => ({
        extension,
        base: /^(?:backup|site[-_.]?backup|www|public_html|htdocs|home|wwwroot|full[-_]?backup|cpmove|db[-_]?backup|database[-_]?backup|wp-content)(?:[-_.0-9]|$)|[-_.]backup\.(?:zip|tar|tgz|tar\.gz|7z|rar)$/,
      })),
      extensions: ['wpress', 'jpa', 'cpbackup', 'duplicator'],
    },
    nameAlone: true,
    look: (file) =>
      file.size > 10_000 || !startsWith(file, 'PK')
        ? file.size > 200
          ? undefined
          : { drop: 'too small' }
        : { drop: 'too small' },
    matches: [binary('public_html.tar.gz', [0x1f, 0x8b, 0x08], zeros(300))],
    misses: [binary('backup.zip', 'PK\u0005\u0006', zeros(18)), text('backup.sh', () => ['tar c'])],
  },
  {
    id: 'android-backup-file',
    kind: 'file',
    title: 'Backup of a phone',
    severity: 'high',
    confidence: 'high',
    why: 'It holds apps’ data: messages, accounts, tokens.',
    fix: untrack(
      '*.ab',
      'sign the accounts on the phone out of all sessions',
      'it holds what must stay private',
    ),
    source: unverified('https://developer.android.com/identity/data/testingbackup'),
    names: { extensions: ['ab'] },
    nameAlone: false,
    look: containsText(/^ANDROID BACKUP\n/),
    matches: [text('phone.ab', () => ['ANDROID BACKUP', '5', '1', 'none'])],
    misses: [text('a.ab', () => ['x'])],
  },
]
