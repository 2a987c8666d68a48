import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { join } from '../../engine/sample.ts'
import { anyAssignments } from './content/assignments.ts'
import { isObject, jsonObjectOf, stringAt } from './content/json.ts'
import {
  anyOf,
  containsText,
  holdsReal,
  holdsSecretsOr,
  jsonHoldsReal,
  xmlHoldsReal,
} from './content/looks.ts'
import { privateKeyInText } from './content/private-key.ts'
import { startsWith, textOf } from './content/text.ts'
import { valueKind } from './content/values.ts'
import { binary, pem, read, secret, text, untrack, unverified, zeros } from './papers.ts'

function lookAtGoogleCredentials(file: InspectedFile): Verdict | undefined {
  const root = jsonObjectOf(textOf(file))
  if (root === undefined) return { drop: 'not JSON' }
  const type = stringAt(root, 'type')
  if (type === 'service_account') {
    return privateKeyInText(stringAt(root, 'private_key')) === 'none' ? { drop: 'no private key' } : undefined
  }
  if (valueKind(stringAt(root, 'refresh_token')) === 'real') return { severity: 'high' }
  const client = isObject(root['installed']) ? root['installed'] : isObject(root['web']) ? root['web'] : {}
  if (valueKind(stringAt(client, 'client_secret')) !== 'real') return { drop: 'no credentials' }
  return { severity: 'medium', confidence: 'medium', note: 'it identifies an OAuth client, not a person' }
}

/** A file that is nothing but one token, as many tools keep theirs. */
function holdsOneToken(file: InspectedFile): Verdict | undefined {
  const content = textOf(file).trim()
  const isToken =
    /^[\w.:/+~=-]{20,2000}$/.test(content) && /\d/.test(content) && valueKind(content) === 'real'
  return isToken ? undefined : { drop: 'not a single token' }
}

function lookAtKubeConfig(file: InspectedFile): Verdict | undefined {
  const secrets = /^(?:client-key-data|token|id-token|refresh-token|access-token|password|client-secret)$/
  const kept = anyAssignments(textOf(file)).filter(
    (one) => secrets.test(one.name) && valueKind(one.value) === 'real',
  )
  return kept.length > 0 ? undefined : { drop: 'it holds no key, token or password' }
}

function lookAtDockerConfig(file: InspectedFile): Verdict | undefined {
  const root = jsonObjectOf(textOf(file))
  if (root === undefined) return { drop: 'not JSON' }
  const registries = Object.values(isObject(root['auths']) ? root['auths'] : root).filter(isObject)
  const hasLogin = registries.some((one) =>
    ['auth', 'password', 'identitytoken', 'registrytoken'].some(
      (key) => valueKind(stringAt(one, key)) === 'real',
    ),
  )
  return hasLogin ? undefined : { drop: 'no registry’s login in it' }
}

const replaceKey = 'replace the key in the provider’s console'
const cannotReplace = 'it can’t be replaced'
const google =
  /service[-_]?account|adminsdk|gcp|gcloud|google|client[-_]?secret|credential|firebase|-[0-9a-f]{12}\.json$|^sa[-_.]|[-_]sa\.json$|^(?:key|keyfile|auth|token|adc)\.json$/

export const cloudRules: readonly FileRule[] = [
  {
    id: 'aws-credentials-file',
    kind: 'file',
    title: 'AWS credentials',
    severity: 'critical',
    confidence: 'high',
    why: 'Its keys call AWS as their user, until somebody deactivates them.',
    fix: untrack(
      '.aws/',
      'deactivate the access keys in IAM and make new ones',
      'a key can’t be deactivated',
    ),
    source: read('https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html'),
    names: {
      paths: ['.aws/credentials', 'aws/credentials', '.aws/config'],
      bases: [
        'credentials',
        '.credentials',
        'aws_credentials',
        'aws-credentials',
        '.aws-credentials',
        '.awscredentials',
        '.passwd-s3fs',
        'passwd-s3fs',
        'awscredentials.properties',
        'aws_credentials.json',
        'aws-credentials.json',
      ],
    },
    nameAlone: false,
    look: anyOf(
      // s3fs keeps them as `key id:secret`.
      containsText(/^[A-Z0-9]{16,128}:[A-Za-z0-9/+]{40}[ \t\r]*$/m),
      holdsReal(/^(?:aws_?)?secret_?(?:access_?)?key$|^aws_session_token$/i),
    ),
    matches: [
      text('.aws/credentials', () => ['[default]', join('aws_secret_access', '_key = ', secret(40))]),
      text('cloud/.credentials', () => [join('aws_secret_access', '_key=', secret(40))]),
    ],
    misses: [
      text('.aws/credentials', () => ['[default]', 'aws_secret_access_key = <your key>']),
      text('.aws/config', () => ['[default]', 'region = eu-central-1']),
      text('app/credentials', () => ['see the vault']),
    ],
  },
  {
    id: 'aws-access-key-download',
    kind: 'file',
    title: 'Downloaded AWS access keys',
    severity: 'critical',
    confidence: 'high',
    why: 'It is the file AWS offers once when a key or user is made; its keys and passwords work as they stand.',
    fix: untrack(
      '*accessKeys.csv',
      'deactivate the access keys in IAM and make new ones',
      'a key can’t be deactivated',
    ),
    source: unverified('https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'),
    names: { within: [{ extension: 'csv', base: /accesskeys?|rootkey|credentials?|iam|aws|user/ }] },
    nameAlone: false,
    look: (file) => {
      const content = textOf(file)
      const isDownload = /secret access key|aws ?secret ?(?:access ?)?key|console login link/i.test(
        content.slice(0, 300),
      )
      return isDownload && content.trim().split('\n').length > 1 ? undefined : { drop: 'not such a download' }
    },
    matches: [
      text('bob_accessKeys.csv', () => [join('Access key ID,Secret', ' access key'), `ID,${secret(40)}`]),
    ],
    misses: [
      text('users.csv', () => ['name,mail', 'a,b']),
      text('credentials.csv', () => ['Access key ID,Secret access key']),
    ],
  },
  {
    id: 'google-credentials-file',
    kind: 'file',
    title: 'Google Cloud credentials',
    severity: 'critical',
    confidence: 'high',
    why: 'It signs in to Google Cloud as the service account or person, until the key or token is revoked.',
    fix: untrack(
      '*service-account*.json',
      'delete the key in IAM (`gcloud iam service-accounts keys delete`) or revoke the token',
      'it can’t be revoked',
    ),
    source: unverified('https://cloud.google.com/iam/docs/keys-create-delete'),
    names: {
      bases: ['application_default_credentials.json'],
      within: [{ extension: 'json', base: google }],
    },
    nameAlone: false,
    look: lookAtGoogleCredentials,
    matches: [
      text('deploy/service-account.json', () => [
        JSON.stringify({ type: 'service_account', private_key: pem('PRIVATE KEY').join('\n') }),
      ]),
      text('application_default_credentials.json', () => [
        JSON.stringify({ type: 'authorized_user', refresh_token: secret(60) }),
      ]),
      text('client_secret_1.apps.googleusercontent.com.json', () => [
        JSON.stringify({ installed: { client_secret: secret(24) } }),
      ]),
    ],
    misses: [
      text('service-account.json', () => ['{"type": "service_account", "private_key": "<key>"}']),
      text('credentials.json', () => ['{"users": []}']),
      text('google.json', () => ['{"type": "external_account", "audience": "//iam"}']),
    ],
  },
  {
    id: 'google-cloud-cli-store',
    kind: 'file',
    title: 'Credential store of the Google Cloud CLI',
    severity: 'critical',
    confidence: 'high',
    why: 'It holds the refresh tokens of everybody who signed in with `gcloud` on that machine.',
    fix: untrack('.config/gcloud/', 'revoke them (`gcloud auth revoke --all`)', 'they can’t be revoked'),
    source: unverified('https://cloud.google.com/sdk/docs/authorizing'),
    names: { paths: ['gcloud/credentials.db', 'gcloud/access_tokens.db'] },
    nameAlone: true,
    look: (file) => (startsWith(file, 'SQLite format 3\0') ? undefined : { drop: 'not a database' }),
    matches: [binary('.config/gcloud/credentials.db', 'SQLite format 3\0', zeros(100))],
    misses: [text('gcloud/credentials.db', () => ['x'])],
  },
  {
    id: 'boto-config-file',
    kind: 'file',
    title: 'boto or gsutil configuration with keys',
    severity: 'high',
    confidence: 'high',
    why: 'Its keys read and write the storage of the account.',
    fix: untrack('.boto', replaceKey, cannotReplace),
    source: unverified('https://docs.cloud.google.com/storage/docs/boto-gsutil'),
    names: { bases: ['.boto', 'boto.cfg', 'boto.conf'] },
    nameAlone: false,
    look: holdsReal(/secret_access_key$|refresh_token$|proxy_pass$/i),
    matches: [text('.boto', () => ['[Credentials]', join('gs_secret_access', '_key = ', secret(40))])],
    misses: [text('boto.cfg', () => ['[Boto]', 'debug = 1'])],
  },
  {
    id: 's3cmd-config-file',
    kind: 'file',
    title: 's3cmd configuration with keys',
    severity: 'critical',
    confidence: 'high',
    why: 'Its keys read and write every bucket the user may reach.',
    fix: untrack('.s3cfg', replaceKey, cannotReplace),
    source: unverified('https://s3tools.org/kb/item14.htm'),
    names: { bases: ['.s3cfg', 's3cfg', 's3cmd.ini', '.s3ql', 'authinfo2'] },
    nameAlone: false,
    look: holdsReal(/^(?:secret_key|access_token|backend-password|gpg_passphrase)$/),
    matches: [text('.s3cfg', () => ['[default]', join('secret', '_key = ', secret(40))])],
    misses: [text('.s3cfg', () => ['[default]', 'secret_key = ', 'use_https = True'])],
  },
  {
    id: 'azure-token-cache',
    kind: 'file',
    title: 'Token cache of the Azure CLI',
    severity: 'critical',
    confidence: 'high',
    why: 'Its refresh tokens sign in as the person for up to 90 days at a time.',
    fix: untrack(
      '.azure/',
      'sign out everywhere (`az logout`, revoke sessions in Entra ID)',
      'the sessions can’t be revoked',
    ),
    source: unverified('https://learn.microsoft.com/cli/azure/msal-based-azure-cli'),
    names: {
      bases: [
        'accesstokens.json',
        'msal_token_cache.json',
        'service_principal_entries.json',
        'tokencache.dat',
        'azurermcontext.json',
      ],
    },
    nameAlone: false,
    look: jsonHoldsReal(/^(?:accessToken|refreshToken|secret|client_secret|CacheData)$/),
    matches: [text('.azure/accessTokens.json', () => [JSON.stringify([{ refreshToken: secret(80) }])])],
    misses: [text('accessTokens.json', () => ['[]'])],
  },
  {
    id: 'azure-profile-file',
    kind: 'file',
    title: 'Azure CLI profile',
    severity: 'info',
    confidence: 'medium',
    why: 'It holds no token, but names the person, their subscriptions and tenants.',
    fix: 'Untrack it with `git rm --cached <file>` and add `.azure/` to .gitignore.',
    source: unverified('https://learn.microsoft.com/cli/azure/azure-cli-configuration'),
    names: { bases: ['azureprofile.json'] },
    nameAlone: false,
    look: (file) =>
      /"subscriptions"\s{0,8}:\s{0,8}\[\s{0,20}\{/.test(textOf(file))
        ? undefined
        : { drop: 'no subscription' },
    matches: [text('.azure/azureProfile.json', () => ['{"subscriptions": [{"id": "1"}]}'])],
    misses: [text('azureProfile.json', () => ['{"subscriptions": []}'])],
  },
  {
    id: 'azure-publish-settings',
    kind: 'file',
    title: 'Azure publish settings',
    severity: 'critical',
    confidence: 'high',
    why: 'It holds the password or management certificate that deploys to the site or subscription.',
    fix: untrack('*.publishsettings', 'reset the publish profile in the Azure portal', 'it can’t be reset'),
    source: unverified(
      'https://learn.microsoft.com/visualstudio/azure/how-to-get-publish-profile-from-azure-app-service',
    ),
    names: { extensions: ['publishsettings', 'pubxml', 'pubxml.user'] },
    nameAlone: false,
    look: xmlHoldsReal(/^(?:userpwd|password|managementcertificate|encryptedpassword)$/i),
    matches: [
      text('shop.PublishSettings', () => [`<publishProfile userName="$shop" userPWD="${secret(60)}" />`]),
      text('Properties/prod.pubxml.user', () => [`<EncryptedPassword>${secret(80)}</EncryptedPassword>`]),
    ],
    misses: [text('FolderProfile.pubxml', () => ['<Project><PublishUrl>bin/out</PublishUrl></Project>'])],
  },
  {
    id: 'azure-service-configuration',
    kind: 'file',
    title: 'Azure settings with keys',
    severity: 'high',
    confidence: 'high',
    why: 'Its connection strings and keys open the storage and databases of the service.',
    fix: untrack('local.settings.json', 'regenerate the keys in the Azure portal', cannotReplace),
    source: unverified(
      'https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file',
    ),
    names: { extensions: ['cscfg'], bases: ['local.settings.json'] },
    nameAlone: false,
    look: (file) => {
      const [, key = ''] =
        /\b(?:AccountKey|SharedAccessKey|Password|Pwd)=([^;"'<\s]{1,200})/i.exec(textOf(file)) ?? []
      const isReal = (key !== '' && valueKind(key) === 'real') || file.realSecrets > 0
      return isReal ? undefined : { drop: 'no key' }
    },
    matches: [
      text('Cloud.cscfg', () => [
        `<Setting value="AccountName=a;${join('Account', 'Key=')}${secret(86)}==" />`,
      ]),
      text('local.settings.json', () => ['{"Values": {}}'], 1),
    ],
    misses: [
      text('local.settings.json', () => [
        '{"Values": {"AzureWebJobsStorage": "UseDevelopmentStorage=true"}}',
      ]),
    ],
  },
  {
    id: 'kubernetes-config-file',
    kind: 'file',
    title: 'Kubernetes client configuration with credentials',
    severity: 'critical',
    confidence: 'high',
    why: 'It controls the cluster with the rights of its user, who is often an administrator.',
    fix: untrack(
      'kubeconfig',
      'revoke the client certificate or token, or rotate the cluster’s certificate authority',
      'a client certificate in it is valid for long: Kubernetes can’t revoke one',
    ),
    source: unverified(
      'https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/',
    ),
    names: {
      paths: ['.kube/config', 'kube/config', 'kubernetes/admin.conf'],
      bases: [
        'kubeconfig',
        '.kubeconfig',
        'kube.config',
        'kubeconfig.yaml',
        'kubeconfig.yml',
        'kubeconfig.json',
        'kube_config',
        'kube-config',
        'kube_config.yaml',
        'kube-config.yaml',
        'k3s.yaml',
        'admin.conf',
        'super-admin.conf',
        'kubelet.conf',
        'controller-manager.conf',
        'scheduler.conf',
        'kube_config_cluster.yml',
      ],
      extensions: ['kubeconfig', 'kubeconfig.yaml', 'kubeconfig.yml'],
      starts: ['kubeconfig-', 'kubeconfig_', 'kubeconfig.'],
      except: /\.(?:go|py|rb|rs|[cm]?[jt]sx?|java|kt|cs|sh|md|html?|tf|j2|tpl)$/,
    },
    nameAlone: false,
    look: lookAtKubeConfig,
    matches: [
      text('.kube/config', () => [
        'users:',
        '- name: admin',
        '  user:',
        `    client-key-data: ${secret(80)}`,
      ]),
    ],
    misses: [
      text('kubeconfig', () => ['users:', '- name: me', '  user:', '    exec:', '      command: aws']),
      text('kubeconfig.go', () => ['package kube']),
      text('admin.conf', () => ['listen 80;']),
    ],
  },
  {
    id: 'docker-config-file',
    kind: 'file',
    title: 'Docker logins',
    severity: 'critical',
    confidence: 'high',
    why: 'It holds user names and passwords for registries, only base64-encoded: others can pull private images and push changed ones.',
    fix: untrack(
      '.docker/config.json',
      'replace the password or access token at the registry',
      cannotReplace,
    ),
    source: read('https://docs.docker.com/reference/cli/docker/login/'),
    names: {
      paths: [
        '.docker/config.json',
        'docker/config.json',
        '.containers/auth.json',
        'containers/auth.json',
        '.buildah/auth.json',
        'kaniko/config.json',
      ],
      bases: [
        '.dockercfg',
        'dockercfg',
        '.dockerconfigjson',
        'dockerconfig.json',
        '.dockerconfig.json',
        'docker-config.json',
        'docker_config.json',
      ],
      extensions: ['dockercfg', 'dockerconfigjson', 'dockerconfig'],
    },
    nameAlone: false,
    look: lookAtDockerConfig,
    matches: [
      text('.docker/config.json', () => [
        JSON.stringify({ auths: { 'registry.example.net': { auth: secret(40) } } }),
      ]),
      text('.dockercfg', () => [JSON.stringify({ 'registry.example.net': { auth: secret(40), email: '' } })]),
    ],
    misses: [
      text('.docker/config.json', () => [
        '{"credsStore": "osxkeychain", "auths": {"registry.example.net": {}}}',
      ]),
      text('src/config.json', () => ['{}']),
    ],
  },
  {
    id: 'cloud-cli-config-file',
    kind: 'file',
    title: 'Sign-in of a cloud provider’s command line',
    severity: 'critical',
    confidence: 'high',
    why: 'Its token or key does what its owner may do in the cloud account.',
    fix: untrack(null, 'revoke the token with the provider', 'it can’t be revoked'),
    source: unverified('https://docs.digitalocean.com/reference/doctl/how-to/install/'),
    names: {
      bases: [
        '.tugboat',
        '.linode-cli',
        'linode-cli',
        '.databrickscfg',
        '.oci_api_key.pem',
        '.bluemix',
        'rclone.conf',
        '.rclone.conf',
        '.cloudant',
        '.scwrc',
        '.edgerc',
        '.ovh.conf',
        '.akamai-cli',
        'clouds.yaml',
        'secure.yaml',
        '.openstackrc',
        '.vultr-cli.yaml',
        'kaggle.json',
        '.ibmcloud-api-key.json',
        'apikey.json',
        '.softlayer',
        '.clouddns',
      ],
      ends: ['openrc.sh', 'openrc'],
      paths: [
        'doctl/config.yaml',
        '.bluemix/config.json',
        '.aliyun/config.json',
        '.cf/config.json',
        'hcloud/cli.toml',
        'scw/config.yaml',
        'flyctl/config.yml',
        '.fly/config.yml',
        '.netlify/config.json',
        'netlify/config.json',
        'com.vercel.cli/auth.json',
        '.vercel/auth.json',
        '.wrangler/config/default.toml',
        '.mc/config.json',
        '.snowsql/config',
        '.snowflake/connections.toml',
        '.snowflake/config.toml',
        '.railway/config.json',
        '.supabase/access-token',
        '.tccli/default.credential',
        '.config/linode-cli',
        '.upcloud/config.yaml',
        '.yc/config.yaml',
        'yandex-cloud/config.yaml',
        '.heroku/credentials',
      ],
    },
    nameAlone: false,
    look: anyOf(
      containsText(/^[a-z0-9_-]{30,100}\s*$/i),
      jsonHoldsReal(
        /^(?:access-token|access_token|accesstoken|api_?token|token|api_?key|key|access_key_secret|secretkey|secret_key|secret-key|client_secret|password|pass|os_password|refresh_?token|iamtoken|private_key_content|oauth[-_]token)$/i,
      ),
    ),
    matches: [
      text('doctl/config.yaml', () => [`access-token: ${secret(64)}`]),
      text('cloud/.tugboat', () => ['authentication:', `  access_token: ${secret(64)}`]),
      text('project-openrc.sh', () => [`export OS_PASSWORD="${secret(16)}"`]),
      text('.mc/config.json', () => [JSON.stringify({ hosts: { s3: { secretKey: secret(40) } } })]),
      text('kaggle.json', () => [JSON.stringify({ username: 'me', key: secret(32) })]),
    ],
    misses: [
      text('rclone.conf', () => ['[s3]', 'type = s3', 'env_auth = true']),
      text('app-openrc.sh', () => ['read -sr OS_PASSWORD_INPUT', 'export OS_PASSWORD=$OS_PASSWORD_INPUT']),
      text('clouds.yaml', () => ['clouds:', '  dev:', '    auth:', '      password: ${OS_PASSWORD}']),
    ],
  },
  {
    id: 'claude-code-credentials-file',
    kind: 'file',
    title: 'Sign-in of Claude Code',
    severity: 'critical',
    confidence: 'high',
    why: 'Its tokens use the owner’s Claude account and reach whatever it is connected to.',
    fix: untrack(
      '.claude/.credentials.json',
      'sign out of Claude Code on every device in the account’s settings',
      'the sessions can’t be ended',
    ),
    source: unverified('https://code.claude.com/docs/en/authentication'),
    names: { paths: ['.claude/.credentials.json'] },
    nameAlone: true,
    look: jsonHoldsReal(/^(?:accessToken|refreshToken)$/),
    matches: [
      text('.claude/.credentials.json', () => [
        JSON.stringify({ claudeAiOauth: { accessToken: secret(100) } }),
      ]),
    ],
    misses: [text('.claude/.credentials.json', () => ['{}']), text('.claude/settings.json', () => ['{}'])],
  },
  {
    id: 'developer-service-login-file',
    kind: 'file',
    title: 'Sign-in of a developer tool',
    severity: 'high',
    confidence: 'high',
    why: 'Its token acts as its owner at the service: source code, builds, deployments or payments.',
    fix: untrack(null, 'revoke the token at the service', 'it can’t be revoked'),
    source: read('https://cli.github.com/manual/gh_auth_login'),
    names: {
      bases: [
        'hub',
        '.hub',
        '.sentryclirc',
        '.trc',
        '.gitrobrc',
        '.ngrok.yml',
        'ngrok.yml',
        '.vault-token',
        '.consul-token',
        '.codecov-token',
        'credentials.tfrc.json',
        '.terraformrc',
        'terraform.rc',
        '.netlify.json',
        '.travis.token',
        '.jiracli',
        '.jira.d',
        '.snyk.json',
        '.shodan_api_key',
        'heroku.json',
        '.heroku.json',
        '.transifexrc',
        '.crowdin.yaml',
        '.expo.json',
        'fastlane.env',
        '.zulliprc',
        '.zuliprc',
        'zuliprc',
        '.glab.yml',
        '.arcrc',
        '.reviewboardrc',
        '.doppler.yaml',
        '.ghtoken',
        '.github-token',
        '.github_token',
        '.gitlab-token',
        '.slack-token',
        '.pulumi-token',
        '.pypi-token',
        '.apitoken',
        'apitoken',
        'oauth_token',
        'oauth.token',
        'oauth_token.txt',
        'access_token',
        'access_token.txt',
        'access-token',
        'api_token.txt',
        'token.txt',
        'tokens.txt',
        '.token',
        'api_key.txt',
        'apikey.txt',
        '.apikey',
        '.api_key',
        'api_key',
        'api-key.txt',
      ],
      paths: [
        'gh/hosts.yml',
        'config/hub',
        'glab-cli/config.yml',
        '.circleci/cli.yml',
        '.travis/config.yml',
        '.ngrok2/ngrok.yml',
        'ngrok/ngrok.yml',
        '.cloudflared/*.json',
        '.stripe/config.toml',
        'stripe/config.toml',
        '.pulumi/credentials.json',
        '.terraform.d/credentials.tfrc.json',
        '.huggingface/token',
        'huggingface/token',
        '.streamlit/secrets.toml',
        '.jfrog/jfrog-cli.conf',
        '.argocd/config',
        'argocd/config',
        '.config/op/config',
        '.config/gitlab-token',
        '.hashicorp/credentials',
        '.docker/token_seed',
        '.aws/sso/cache/*.json',
        '.sentry/credentials',
        '.anthropic/api_key',
        '.codex/auth.json',
        '.gemini/oauth_creds.json',
        'github-copilot/hosts.json',
        'github-copilot/apps.json',
      ],
    },
    nameAlone: false,
    look: anyOf(
      holdsOneToken,
      holdsSecretsOr(jsonHoldsReal(/token|secret|password|api_?key|^key$|^auth$|oauth|jwt/i)),
    ),
    matches: [
      text('.config/gh/hosts.yml', () => ['github.com:', `    oauth_token: ${secret(40)}`]),
      text('.vault-token', () => [secret(26)]),
      text('hub', () => ['github.com:', '- user: me', `  oauth_token: ${secret(40)}`]),
      text('oauth_token.txt', () => [secret(40)]),
      text('credentials.tfrc.json', () => [
        JSON.stringify({ credentials: { 'app.terraform.io': { token: secret(60) } } }),
      ]),
    ],
    misses: [
      text('token.txt', () => ['<your token>']),
      text('.sentryclirc', () => ['[defaults]', 'org = me', 'project = shop']),
      text('.terraformrc', () => ['plugin_cache_dir = "$HOME/.terraform.d/plugin-cache"']),
      text('ngrok.yml', () => ['version: 2', 'authtoken: ${NGROK_TOKEN}']),
    ],
  },
]
