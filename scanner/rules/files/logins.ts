import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { join, random } from '../../engine/sample.ts'
import { anyAssignments, isRealSecret } from './content/assignments.ts'
import { jsonOf, jsonStrings } from './content/json.ts'
import {
  anyOf,
  containsText,
  holdsReal,
  holdsSecretsOr,
  holdsUrlCredentials,
  xmlHoldsReal,
} from './content/looks.ts'
import { contentLines, isBinary, textOf } from './content/text.ts'
import { isSecretName, looksRandom, valueKind } from './content/values.ts'
import { read, secret, text, untrack, unverified } from './papers.ts'

/** `login me password secret`, on one line or several. */
function lookAtNetrc(file: InspectedFile): Verdict | undefined {
  const content = contentLines(textOf(file)).join('\n')
  for (const [, value = ''] of content
    .slice(0, 65_536)
    .matchAll(/(?:^|\s)(?:password|passwd)\s{1,20}(\S{1,300})/g)) {
    if (valueKind(value) === 'real') return undefined
  }
  return { drop: 'no password' }
}

/** Postfix: `[host]:587 user:password`. */
function lookAtSaslPasswords(file: InspectedFile, path: string): Verdict | undefined {
  if (!path.includes('sasl_passwd')) return { drop: 'not a SASL table' }
  const values = contentLines(textOf(file)).map((line) => line.split(/\s+/)[1]?.split(':')[1] ?? '')
  return values.some((value) => valueKind(value) === 'real') ? undefined : { drop: 'no password' }
}

/**
 * `host:port:database:user:password`, with `\\:` for a colon in a field. A well-known password is as good as none on the
 * person's own machine, and still opens a server.
 */
function lookAtPgpass(file: InspectedFile): Verdict | undefined {
  const isReal = contentLines(textOf(file))
    .slice(0, 500)
    .some((line) => {
      const [host = '', , , , password = '', ...rest] = line.replaceAll('\\:', '').split(':')
      if (password === '' || rest.length > 0) return false
      const kind = valueKind(password)
      return kind === 'real' || (kind === 'weak' && !/^(?:localhost|127\.0\.0\.1|::1|\*|\/.*)$/.test(host))
    })
  return isReal ? undefined : { drop: 'no password' }
}

/** One URL a line. Git itself percent-encodes what stands before the last `@`; people who write the file do not. */
function lookAtGitCredentials(file: InspectedFile): Verdict | undefined {
  const isReal = contentLines(textOf(file))
    .slice(0, 500)
    .some((line) => {
      const [, password = ''] = /^https?:\/\/[^\s:/]{1,200}:(\S{1,400})@[^@\s/]{1,200}/.exec(line) ?? []
      return password !== '' && valueKind(password) !== 'placeholder'
    })
  return isReal ? undefined : { drop: 'no password' }
}

/** crypt(3) formats, Apache's and LDAP's: what a password file keeps instead of passwords. */
const passwordHash =
  /^(?:\$(?:[0-9][abxy]?|[a-z0-9-]{1,12})\$|\{(?:SHA|SSHA|CRYPT|PBKDF2)|[./0-9A-Za-z]{13}$|[0-9a-f]{32}$|_[./0-9A-Za-z]{19}$)/

/** `user:hash[:…]` lines, where the field may be the second or, in htdigest, the third. */
function lookAtPasswordHashes(file: InspectedFile): Verdict | undefined {
  const lines = contentLines(textOf(file)).slice(0, 2000)
  const accounts = lines.filter((line) =>
    line
      .split(':')
      .slice(1, 3)
      .some((field) => passwordHash.test(field)),
  ).length
  return accounts > 0 ? { note: `${accounts} accounts` } : { drop: 'no password hash' }
}

/** A file named after a secret that holds just that: what `docker secret` and scripts read. */
function lookForBareSecret(file: InspectedFile): Verdict | undefined {
  if (isBinary(file) || file.size > 4096) return { drop: 'not a short text' }
  const lines = contentLines(textOf(file))
  const [line = ''] = lines
  const isBare =
    lines.length <= 2 &&
    /^\S{6,400}$/.test(line) &&
    valueKind(line) === 'real' &&
    (/\d/.test(line) || looksRandom(line))
  if (isBare) return undefined
  const isList = anyAssignments(textOf(file)).some(isRealSecret)
  return isList
    ? { confidence: 'medium', note: 'it lists values named like secrets' }
    : { drop: 'no secret by itself' }
}

function lookAtSecretsData(file: InspectedFile): Verdict | undefined {
  const content = textOf(file)
  if (
    /^sops:|"sops"\s{0,4}:|ENC\[AES|\$ANSIBLE_VAULT|^kind:\s{0,8}(?:SealedSecret|ExternalSecret)/m.test(
      content,
    )
  ) {
    return { drop: 'its values are encrypted' }
  }
  if (file.realSecrets > 0) return undefined
  const root = jsonOf(content)
  const values = root === undefined ? anyAssignments(content) : jsonStrings(root)
  const real = values.filter(
    ({ name, value }) => isSecretName(name) && valueKind(value) === 'real' && /\d/.test(value),
  )
  return real.length > 0
    ? { confidence: 'medium', note: `${real.length} of its values are named like secrets` }
    : { drop: 'no real value' }
}

const changePassword = 'change the password'
const cannotChange = 'it can’t be changed'
const hashLine = (): string => join('me:$2', 'y$10$', random('base62', 53))

export const loginRules: readonly FileRule[] = [
  {
    id: 'git-credentials-file',
    kind: 'file',
    title: 'Git credential store',
    severity: 'critical',
    confidence: 'high',
    why: 'It holds the passwords and tokens of every Git host its owner uses, in plain text.',
    fix: untrack(
      '.git-credentials',
      'revoke each token and change each password in it',
      'one of them can’t be revoked',
    ),
    source: read('https://git-scm.com/docs/git-credential-store'),
    names: {
      bases: ['.git-credentials', 'git-credentials', '.git-credential-cache'],
      paths: ['.config/git/credentials', 'git/credentials'],
    },
    nameAlone: true,
    look: lookAtGitCredentials,
    matches: [text('.git-credentials', () => [`https://me:${secret(40)}@github.com`])],
    misses: [text('.git-credentials', () => ['https://github.com'])],
  },
  {
    id: 'netrc-file',
    kind: 'file',
    title: '.netrc with passwords',
    severity: 'critical',
    confidence: 'high',
    why: 'curl, Git, pip and ftp log in with it, so it often holds several passwords and tokens in plain text.',
    fix: untrack(
      '.netrc',
      'change each password and revoke each token in it',
      'one of them can’t be changed',
    ),
    source: unverified('https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html'),
    names: { bases: ['.netrc', '_netrc', 'netrc'], extensions: ['netrc'] },
    nameAlone: true,
    look: lookAtNetrc,
    matches: [
      text('.netrc', () => [join('machine api.heroku.com login me pass', 'word ', secret(36))]),
      text('_netrc', () => ['machine a', 'login me', `password ${secret(20)}`]),
    ],
    misses: [
      text('.netrc', () => ['machine example.com', 'login me', 'password <password>']),
      text('netrc', () => ['# empty']),
    ],
  },
  {
    id: 'pgpass-file',
    kind: 'file',
    title: 'PostgreSQL password file',
    severity: 'critical',
    confidence: 'high',
    why: 'It logs in to the databases named in it.',
    fix: untrack('.pgpass', 'change the passwords of its database users', 'one of them can’t be changed'),
    source: read('https://www.postgresql.org/docs/current/libpq-pgpass.html'),
    names: { bases: ['.pgpass', 'pgpass', 'pgpass.conf'], extensions: ['pgpass'] },
    nameAlone: true,
    look: lookAtPgpass,
    matches: [text('.pgpass', () => [`db.example.net:5432:app:app:${secret(16)}`])],
    misses: [text('.pgpass', () => ['# host:port:db:user:password', '*:*:*:postgres:postgres'])],
  },
  {
    id: 'mysql-options-file',
    kind: 'file',
    title: 'MySQL option file with a password',
    severity: 'high',
    confidence: 'high',
    why: 'It logs in to the database as its user.',
    fix: untrack('.my.cnf', 'change the password of the database user', cannotChange),
    source: unverified('https://dev.mysql.com/doc/refman/8.4/en/option-files.html'),
    names: { bases: ['.my.cnf', 'my.cnf', 'my.ini', '.mylogin.cnf', '.mytop', 'debian.cnf', 'client.cnf'] },
    nameAlone: false,
    look: (file, path) =>
      path.endsWith('.mylogin.cnf') && isBinary(file)
        ? { note: 'its password is only obscured' }
        : holdsReal(/^(?:password|pass|master-password)$/i)(file, path),
    matches: [text('.my.cnf', () => ['[client]', 'user=app', `password="${secret(16)}"`])],
    misses: [text('docker/my.cnf', () => ['[mysqld]', 'max_connections = 200'])],
  },
  {
    id: 'htpasswd-file',
    kind: 'file',
    title: 'Web server password file',
    severity: 'high',
    confidence: 'high',
    why: 'Its hashes can be guessed offline, without limit; people use the found passwords elsewhere, too.',
    fix: untrack('.htpasswd', 'set new passwords', 'its users can’t change theirs'),
    source: read('https://httpd.apache.org/docs/current/misc/password_encryptions.html'),
    names: {
      bases: [
        '.htpasswd',
        'htpasswd',
        '.htpasswds',
        '.htdigest',
        'htdigest',
        '.htusers',
        'htusers',
        'passwd.htpasswd',
      ],
      extensions: ['htpasswd'],
      ends: ['-htpasswd', '_htpasswd', '.htpasswd'],
    },
    nameAlone: true,
    look: lookAtPasswordHashes,
    matches: [
      text('.htpasswd', () => [hashLine()]),
      text('.htdigest', () => [`me:realm:${random('hex', 32)}`]),
    ],
    misses: [text('.htpasswd', () => ['# user:hash'])],
  },
  {
    id: 'system-password-file',
    kind: 'file',
    title: 'System accounts with password hashes',
    severity: 'critical',
    confidence: 'high',
    why: 'Its hashes can be guessed offline, without limit, and open the machine they came from.',
    fix: untrack(null, 'change the passwords of its accounts', 'the machine can’t be reached any more'),
    source: read('https://man7.org/linux/man-pages/man5/shadow.5.html'),
    names: {
      paths: ['etc/shadow', 'etc/passwd', 'etc/gshadow', 'etc/master.passwd', 'etc/shadow-'],
      bases: [
        'shadow',
        'master.passwd',
        'passwd',
        'gshadow',
        'proftpdpasswd',
        'proftpd.passwd',
        'ftpd.passwd',
        'vsftpd_users',
        'smbpasswd',
        'pure-ftpd.passwd',
        'webmin.passwd',
        'miniserv.users',
        'dovecot.passwd',
        'cyrus.passwd',
      ],
      extensions: ['passwd', 'shadow'],
    },
    nameAlone: false,
    look: lookAtPasswordHashes,
    matches: [
      text('etc/shadow', () => [join('root:$6', '$', random('base62', 100), ':19000:0:99999:7:::')]),
      text('proftpdpasswd', () => [hashLine()]),
    ],
    misses: [
      text('etc/passwd', () => ['root:x:0:0:root:/root:/bin/bash']),
      text('box-shadow/shadow', () => ['a drawing program']),
    ],
  },
  {
    id: 'samba-credentials-file',
    kind: 'file',
    title: 'Samba credentials',
    severity: 'high',
    confidence: 'high',
    why: 'It mounts the file shares of its user.',
    fix: untrack('.smbcredentials', changePassword, cannotChange),
    source: unverified('https://www.samba.org/samba/docs/current/man-html/mount.cifs.8.html'),
    names: {
      bases: [
        '.smbcredentials',
        'smbcredentials',
        '.smbcred',
        '.cifs',
        '.cifs-credentials',
        '.smb-credentials',
        '.cifscredentials',
        'smb.cred',
        '.smbclient.conf',
      ],
    },
    nameAlone: false,
    look: holdsReal(/^(?:password|pass)$/i),
    matches: [text('.smbcredentials', () => ['username=me', `password=${secret(14)}`])],
    misses: [text('.smbcredentials', () => ['username=me'])],
  },
  {
    id: 'mail-client-config-file',
    kind: 'file',
    title: 'Mail or chat configuration with a password',
    severity: 'high',
    confidence: 'high',
    why: 'It reads and sends messages as its owner; a mailbox also resets the passwords of other services.',
    fix: untrack(null, 'change the password of the account', cannotChange),
    source: unverified('https://marlam.de/msmtp/documentation/'),
    names: {
      bases: [
        '.esmtprc',
        'esmtprc',
        '.msmtprc',
        'msmtprc',
        '.muttrc',
        'muttrc',
        '.neomuttrc',
        '.fetchmailrc',
        'fetchmailrc',
        '.offlineimaprc',
        '.mbsyncrc',
        '.getmailrc',
        '.authinfo',
        '.mailrc',
        '.nailrc',
        'ssmtp.conf',
        'sasl_passwd',
        '.newsauth',
        'servlist.conf',
        'servlist_.conf',
        'ventrilo_srv.ini',
        '.sasl_passwd',
      ],
      paths: [
        '.purple/accounts.xml',
        'purple/accounts.xml',
        '.irssi/config',
        'irssi/config',
        'weechat/irc.conf',
        '.mutt/muttrc',
        'mutt/muttrc',
      ],
    },
    nameAlone: false,
    look: anyOf(
      holdsReal(
        /^(?:password|pass|passwd|imap_pass|smtp_pass|remotepass|authpass|sasl_password|autosendcmd|adminpassword|irc\.server.*password)$/i,
      ),
      xmlHoldsReal(/^password$/i),
      lookAtNetrc,
      lookAtSaslPasswords,
    ),
    matches: [
      text('.msmtprc', () => ['host smtp.example.net', 'user me', `password ${secret(16)}`]),
      text('.purple/accounts.xml', () => [`<account><password>${secret(14)}</password></account>`]),
      text('.esmtprc', () => [`password = "${secret(14)}"`]),
    ],
    misses: [
      text('.muttrc', () => ['set editor = vim', 'set imap_pass = `pass show mail`']),
      text('ventrilo_srv.ini', () => ['[Server]', 'Name=x']),
    ],
  },
  {
    id: 'git-config-with-credentials',
    kind: 'file',
    title: 'Tool configuration with a password',
    severity: 'high',
    confidence: 'high',
    why: 'It signs in as its owner wherever the tool connects to.',
    fix: 'Take the password or token out (use a credential helper) and replace it. Rewrite history only if it can’t be replaced.',
    source: read('https://git-scm.com/docs/gitcredentials'),
    names: {
      bases: [
        '.gitconfig',
        'gitconfig',
        '.gitmodules',
        '.curlrc',
        '_curlrc',
        '.wgetrc',
        'wgetrc',
        '.lftprc',
        '.hgrc',
        'hgrc',
        '.svnpass',
        '.cvspass',
        '.p4passwd',
      ],
      paths: ['.subversion/servers', '.config/lftp/bookmarks', '.lftp/bookmarks'],
    },
    nameAlone: false,
    look: anyOf(
      holdsUrlCredentials,
      holdsReal(
        /^(?:token|password|oauth-token|apikey|http_password|proxy_password|ftp_password|.*\.password|http-proxy-password)$/i,
      ),
      containsText(/^[ \t]*-?-?user[ \t:="]{1,4}[^\s:$"]{1,80}:[^\s$"<]{6,200}/m),
    ),
    matches: [
      text('.gitconfig', () => ['[github]', `  token = ${secret(40)}`]),
      text('.gitmodules', () => [`  url = https://ci:${secret(20)}@git.example.net/a.git`]),
    ],
    misses: [
      text('.gitconfig', () => ['[user]', '  name = Me', '[alias]', '  st = status']),
      text('.gitmodules', () => ['  url = https://github.com/a/b.git']),
    ],
  },
  {
    id: 'ansible-vault-password-file',
    kind: 'file',
    title: 'Ansible Vault password',
    severity: 'critical',
    confidence: 'high',
    why: 'It decrypts every vault of the repository, in its history, too.',
    fix: untrack(
      '.vault_pass*',
      'encrypt the vaults again (`ansible-vault rekey`) after replacing each secret in them',
      'one of those secrets can’t be replaced',
    ),
    source: read('https://docs.ansible.com/ansible/latest/vault_guide/vault_managing_passwords.html'),
    names: {
      bases:
        `vault_pass .vault_pass vault-pass .vault-pass vaultpass .vaultpass vault_password .vault_password vault-password .vault-password
        vault_password_file .vault_password_file vault-password-file .vault-password-file vault_pass.txt .vault_pass.txt vault-pass.txt .vault-pass.txt
        vaultpass.txt .vaultpass.txt vault_password.txt .vault_password.txt vault-password.txt .vault-password.txt vault.pass .vault.pass .ansible_vault_pass
        ansible_vault_password .ansible_vault_password ansible-vault-password .ansible-vault-password ansible_vault_pass.txt vault.password
        ansible-vault-pass.txt ansible_vault_password.txt ansible_vault_password_file`.split(/\s+/),
    },
    nameAlone: true,
    look: (file) => {
      const lines = contentLines(textOf(file))
      // A script prints the password from somewhere else.
      if (textOf(file).startsWith('#!') || isBinary(file)) return { drop: 'a program' }
      return lines.length > 0 &&
        lines.length < 4 &&
        !/\s/.test(lines[0] ?? '') &&
        valueKind(lines[0] ?? '') !== 'placeholder'
        ? undefined
        : { drop: 'no password' }
    },
    matches: [text('.vault_pass.txt', () => [secret(24)])],
    misses: [
      text('.vault_pass', () => ['#!/bin/sh', 'pass show ansible']),
      text('vault_password', () => ['<password>']),
    ],
  },
  {
    id: 'jenkins-secrets-file',
    kind: 'file',
    title: 'Jenkins secrets',
    severity: 'critical',
    confidence: 'high',
    why: 'Together, Jenkins’ credentials and its key files give every password and token its builds use.',
    fix: untrack('secrets/', 'replace every credential kept in Jenkins', 'one of them can’t be replaced'),
    source: unverified('https://www.jenkins.io/doc/developer/security/secrets/'),
    names: {
      bases: [
        'hudson.util.secret',
        'jenkins.plugins.publish_over_ssh.bapsshpublisherplugin.xml',
        'hudson.scm.cvsscm.xml',
      ],
      paths: ['secrets/master.key', 'secrets/initialadminpassword', 'jenkins_home/credentials.xml'],
    },
    nameAlone: true,
    look: (file, path) => {
      if (!path.endsWith('.xml')) return file.size >= 16 ? undefined : { drop: 'no key' }
      return xmlHoldsReal(/(?:password|passphrase|privatekey|key|secret|token)$/i)(file, path)
    },
    matches: [
      text('secrets/master.key', () => [random('hex', 256)]),
      text('jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml', () => [
        `<secretPassword>{${secret(44)}=}</secretPassword>`,
        `<encryptedPassword>${secret(44)}</encryptedPassword>`,
      ]),
    ],
    misses: [text('secrets/master.key', () => ['x'])],
  },
  {
    id: 'jenkins-credentials-file',
    kind: 'file',
    title: 'Jenkins credentials',
    severity: 'high',
    confidence: 'high',
    why: 'It holds Jenkins’ passwords and tokens, encrypted with a key that is often leaked beside it.',
    fix: untrack('credentials.xml', 'replace every credential in it', 'one of them can’t be replaced'),
    source: unverified('https://www.jenkins.io/doc/developer/security/secrets/'),
    names: { bases: ['credentials.xml', 'credentials-configuration.xml'], paths: ['users/*.xml'] },
    nameAlone: false,
    look: (file, path) =>
      /com\.cloudbees|SystemCredentialsProvider|hudson\.|jenkins/.test(textOf(file)) ||
      path.endsWith('credentials.xml')
        ? anyOf(
            xmlHoldsReal(/^(?:password|passphrase|privatekey|secret|secretbytes|apitoken|secretkey)$/i),
            containsText(/>\{AQAAAB[A-Za-z0-9+/=]{20,400}\}</),
          )(file, path)
        : { drop: 'not from Jenkins' },
    matches: [
      text('credentials.xml', () => [
        '<com.cloudbees.plugins.credentials>',
        `<password>${join('{AQAA', 'AB')}${secret(60)}}</password>`,
      ]),
    ],
    misses: [text('credentials.xml', () => ['<credentials><password></password></credentials>'])],
  },
  {
    id: 'tomcat-users-file',
    kind: 'file',
    title: 'Application server users with passwords',
    severity: 'high',
    confidence: 'high',
    why: 'Its users deploy programs to the server.',
    fix: untrack('tomcat-users.xml', 'change the passwords', cannotChange),
    source: read('https://tomcat.apache.org/tomcat-10.1-doc/realm-howto.html'),
    names: {
      bases: [
        'tomcat-users.xml',
        'jetty-users.xml',
        'mgmt-users.properties',
        'application-users.properties',
        'realm.properties',
      ],
    },
    nameAlone: false,
    look: (file, path) =>
      path.endsWith('.xml')
        ? xmlHoldsReal(/^password$/i)(file, path)
        : containsText(/^[\w.-]{1,60}[ \t]{0,8}[=:][ \t]{0,8}(?:[0-9a-f]{32}|(?:OBF|MD5|CRYPT):\S{10,200})/m)(
            file,
            path,
          ),
    matches: [
      text('conf/tomcat-users.xml', () => [
        `<user username="admin" password="${secret(12)}" roles="manager-gui"/>`,
      ]),
    ],
    misses: [
      text('conf/tomcat-users.xml', () => [
        '<!--',
        `<user username="admin" password="${secret(12)}" />`,
        '-->',
      ]),
    ],
  },
  {
    id: 'windows-setup-answer-file',
    kind: 'file',
    title: 'Windows answer file with a password',
    severity: 'high',
    confidence: 'high',
    why: 'It holds the administrator’s password of every machine set up with it, in plain text or base64.',
    fix: untrack(
      '*unattend.xml',
      'change the administrator’s password on those machines',
      'machines set up with it can’t be reached any more',
    ),
    source: unverified(
      'https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-useraccounts-administratorpassword',
    ),
    names: {
      bases: [
        'unattend.xml',
        'autounattend.xml',
        'unattended.xml',
        'sysprep.xml',
        'sysprep.inf',
        'groups.xml',
        'scheduledtasks.xml',
        'ks.cfg',
        'anaconda-ks.cfg',
        'kickstart.cfg',
        'preseed.cfg',
      ],
    },
    nameAlone: false,
    look: (file) => {
      const content = textOf(file)
      const [, value = ''] =
        /<(?:AdministratorPassword|Password)>\s{0,40}<Value>([^<]{4,400})</i.exec(content) ??
        /\bcpassword="([^"]{8,400})"/i.exec(content) ??
        /^AdminPassword[ \t]*=[ \t]*"?([^"\s*]{4,200})/m.exec(content) ??
        /^rootpw[ \t]+(?:--iscrypted[ \t]+)?([^\s-]\S{5,200})/m.exec(content) ??
        /passwd\/root-password(?:-crypted)?[ \t]+password[ \t]+(\S{6,200})/.exec(content) ??
        []
      return value !== '' && valueKind(value) === 'real' ? undefined : { drop: 'no password' }
    },
    matches: [
      text('autounattend.xml', () => ['<AdministratorPassword>', `<Value>${secret(20)}</Value>`]),
      text('ks.cfg', () => [join('rootpw', ' --iscrypted $6', '$', secret(80))]),
    ],
    misses: [
      text('autounattend.xml', () => [
        '<AdministratorPassword><Value>vagrant</Value>'.replace('vagrant', 'root'),
      ]),
      text('Groups.xml', () => ['<groups/>']),
    ],
  },
  {
    id: 'secrets-data-file',
    kind: 'file',
    title: 'File of secrets',
    severity: 'high',
    confidence: 'high',
    why: 'By its name it exists to hold secrets, and its values look real.',
    fix: untrack(null, 'replace every secret it held', 'one of them can’t be replaced'),
    source: unverified('https://learn.microsoft.com/aspnet/core/security/app-secrets'),
    names: {
      bases: [
        ...[
          'secrets',
          'secret',
          'credentials',
          'credential',
          'creds',
          'passwords',
          'tokens',
          'apikeys',
          'api_keys',
          'api-keys',
          'keys',
        ].flatMap((name) =>
          ['yml', 'yaml', 'json', 'toml', 'ini', 'properties', 'conf', 'cfg'].map(
            (extension) => `${name}.${extension}`,
          ),
        ),
        'token.json',
        'local.secrets.json',
        'appsettings.secrets.json',
        'secrets.auto.tfvars',
        '.secrets.toml',
        '.secrets.yml',
        '.secrets.yaml',
        '.secrets.json',
        'knife.rb',
        'salesforce.js',
        'robomongo.json',
        'usersecrets.json',
      ],
      extensions: ['secrets', 'secret', 'secrets.yml', 'secrets.yaml', 'secrets.json'],
    },
    nameAlone: false,
    look: lookAtSecretsData,
    matches: [
      text('config/secrets.yml', () => ['production:', `  secret_key_base: ${random('hex', 128)}`]),
      text('secrets.json', () => [JSON.stringify({ Db: { Password: secret(16) } })]),
    ],
    misses: [
      text('secrets.yml', () => ['production:', '  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>']),
      text('secrets.yaml', () => ['password: ENC[AES256_GCM,data:abc]', 'sops:', '  version: 3']),
      text('keys.json', () => ['{"up": "ArrowUp", "token": "identifier"}']),
    ],
  },
  {
    id: 'bare-secret-file',
    kind: 'file',
    title: 'File that holds a password or token',
    severity: 'high',
    confidence: 'medium',
    why: 'It is named after a secret and holds nothing but a value that could be it.',
    fix: untrack(null, 'replace the secret', 'it can’t be replaced'),
    source: unverified('https://docs.docker.com/compose/how-tos/use-secrets/'),
    names: {
      extensions: ['password', 'passphrase', 'pass', 'pwd', 'token', 'secret'],
      bases: [
        'password',
        'passwords',
        'password.txt',
        'passwords.txt',
        'passwd.txt',
        'pass.txt',
        'pwd.txt',
        'passphrase',
        'passphrase.txt',
        'secret',
        'secret.txt',
        'secrets.txt',
        'credentials.txt',
        'creds.txt',
        'credential.txt',
        'token',
        'logins.txt',
        'login.txt',
        'client_secret',
        'client_secret.txt',
        'client-secret.txt',
        'pin.txt',
        'private_key.txt',
        'oauth_token',
        'auth_token',
        'auth_token.txt',
      ],
      ends: [
        '_password',
        '_password.txt',
        '-password',
        '-password.txt',
        '_passwd',
        '_passphrase',
        '_secret',
        '_secret.txt',
        '-secret.txt',
        '_token',
        '_token.txt',
        '-token.txt',
        '_api_key',
        '_api_key.txt',
        '_apikey',
        '_passwords.txt',
        '_credentials.txt',
        '_pass.txt',
      ],
    },
    nameAlone: false,
    look: holdsSecretsOr(lookForBareSecret),
    matches: [
      text('secrets/db_password.txt', () => [secret(20)]),
      text('foo.password', () => [secret(14)]),
      text('passwords.txt', () => ['mail', `password: ${secret(12)}`]),
    ],
    misses: [
      text('db_password', () => ['changeme']),
      text('password.txt', () => ['Enter your password to go on', 'or ask for a new one']),
      text('token.txt', () => ['postgres']),
      text('dictionary/passwords.txt', () => ['monkey', 'dragon', 'football']),
    ],
  },
]
