import type { FileRule } from '../../engine/file-rule.ts'
import { join, random } from '../../engine/sample.ts'
import {
  anyOf,
  containsText,
  holdsReal,
  holdsSecretsOr,
  jsonHoldsReal,
  xmlHoldsReal,
} from './content/looks.ts'
import { privateKeyInText } from './content/private-key.ts'
import { textOf } from './content/text.ts'
import { valueKind } from './content/values.ts'
import { pem, read, secret, text, untrack, unverified } from './papers.ts'

const changePassword = 'change the password on the server'
const cannotChange = 'it can’t be changed'

export const remoteAccessRules: readonly FileRule[] = [
  {
    id: 'editor-sftp-config',
    kind: 'file',
    title: 'Editor’s SFTP or FTP settings with a password',
    severity: 'critical',
    confidence: 'high',
    why: 'It logs in to the web server the project is uploaded to, and is often uploaded along.',
    fix: untrack('sftp.json', changePassword, cannotChange),
    source: unverified('https://docs.sublimetext.io/reference/'),
    names: {
      bases: [
        'sftp-config.json',
        'sftp-config-alt.json',
        'sftp-config',
        'sftp-settings.json',
        'sftp.json',
        '.ftpconfig',
        '.ftppass',
        '.ftpaccess.json',
        '.remote-sync.json',
        'remote-sync.json',
        'deployment-config.json',
        '.deployment-config.json',
        'ftpsync.settings',
        '.ftpquota.json',
        'ftp-sync.json',
        '.ftp-deploy.json',
        '.git-ftp-config',
        'ftpconfig.json',
        'ftp.json',
        'ftp-simple.json',
        '.sshconfig.json',
      ],
      paths: ['.vscode/sftp.json', '.vscode/ftp-sync.json', '.vscode/ftp-simple.json'],
    },
    nameAlone: false,
    look: jsonHoldsReal(/^(?:password|pass|passphrase|passwd|secret)$/i),
    matches: [
      text('.vscode/sftp.json', () => [JSON.stringify({ host: 'web.example.net', password: secret(14) })]),
      text('sftp-config.json', () => [
        '{',
        '  // the server',
        '  "user": "me",',
        `  "password": "${secret(14)}",`,
        '}',
      ]),
    ],
    misses: [
      text('.vscode/sftp.json', () => ['{"host": "web.example.net", "privateKeyPath": "~/.ssh/id_rsa"}']),
    ],
  },
  {
    id: 'filezilla-file',
    kind: 'file',
    title: 'FileZilla servers with passwords',
    severity: 'critical',
    confidence: 'high',
    why: 'Its passwords are only base64-encoded.',
    fix: untrack('sitemanager.xml', changePassword, cannotChange),
    source: unverified('https://wiki.filezilla-project.org/Client_Configuration'),
    names: { bases: ['sitemanager.xml', 'recentservers.xml', 'filezilla.xml', 'filezilla server.xml'] },
    nameAlone: false,
    look: anyOf(xmlHoldsReal(/^(?:pass|password)$/i), containsText(/Name="Pass">[^<]{4,200}</)),
    matches: [
      text('filezilla/recentservers.xml', () => [
        '<Server><Host>web.example.net</Host>',
        `<Pass encoding="base64">${secret(16)}</Pass></Server>`,
      ]),
    ],
    misses: [
      text('sitemanager.xml', () => [
        '<Server><Host>web.example.net</Host><Logontype>2</Logontype></Server>',
      ]),
    ],
  },
  {
    id: 'remote-desktop-file',
    kind: 'file',
    title: 'Remote Desktop connection',
    severity: 'low',
    confidence: 'medium',
    why: 'It names a machine, a user and the gateway to reach it by.',
    fix: 'Untrack it with `git rm --cached <file>` and add `*.rdp` to .gitignore. If a password is saved in it, change that password.',
    source: unverified(
      'https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/rdp-files',
    ),
    names: { extensions: ['rdp'] },
    nameAlone: false,
    look: (file) => {
      const content = textOf(file)
      if (/^password 51:b:[0-9A-F]{20}/im.test(content))
        return { severity: 'high', note: 'it holds a saved password' }
      return /^full address:s:\S/im.test(content) ? undefined : { drop: 'no machine' }
    },
    matches: [
      text('admin.rdp', () => [
        'full address:s:srv.example.net',
        `${join('password', ' 51:b:')}${random('HEX', 200)}`,
      ]),
    ],
    misses: [text('model.rdp', () => ['a diagram'])],
  },
  {
    id: 'connection-manager-file',
    kind: 'file',
    title: 'Connection manager with saved passwords',
    severity: 'high',
    confidence: 'high',
    why: 'Its passwords are encoded with keys that everybody knows, and it lists the machines they open.',
    fix: untrack(null, 'change the saved passwords', 'one of them can’t be changed'),
    source: unverified('https://winscp.net/eng/docs/security_credentials'),
    names: {
      bases: [
        'winscp.ini',
        'confcons.xml',
        'mobaxterm.ini',
        'ws_ftp.ini',
        'coreftp.reg',
        'flashfxp.ini',
        'sites.dat',
        'favorites.plist',
        'dbvis.xml',
        'connections.xml',
        'dbeaver-data-sources.xml',
        'credentials-config.json',
        'data-sources.json',
        'workbench_user_data.dat',
        'connections.json',
        'securecrt.ini',
        'ultravnc.ini',
        '.vncpasswd',
        'robomongo.json',
        'robo3t.json',
        'mongodb-compass.json',
        'servers.xml',
        'datagrip.xml',
        'remmina.pref',
        'pgadmin4.json',
      ],
      extensions: ['rdg', 'vnc', 'pcf', 'remmina', 'ncx', 'rdm'],
      paths: [
        '.idea/webservers.xml',
        '.idea/datasources.local.xml',
        '.idea/datasources.xml',
        '.idea/dbnavigator.xml',
        '.dbeaver/credentials-config.json',
        '.vnc/passwd',
        '.idea/workspace.xml',
        '.idea/deployment.xml',
        '.idea/remotesservers.xml',
      ],
    },
    nameAlone: false,
    look: (file, path) => {
      if (path.endsWith('.vnc/passwd') || path.endsWith('credentials-config.json')) {
        return file.size >= 8 && file.size <= 100_000
          ? { note: 'it is encrypted with a key that everybody knows' }
          : { drop: 'empty' }
      }
      const names =
        /^(?:password|pass|passwd|pwd|enc_userpassword|encryptedpassword|savedpassword|userpassword|grouppwd|enc_grouppwd|passphrase)$/i
      return anyOf(xmlHoldsReal(names), jsonHoldsReal(names))(file, path)
    },
    matches: [
      text('WinSCP.ini', () => ['[Sessions\\web]', `Password=${random('HEX', 60)}`]),
      text('.idea/WebServers.xml', () => [
        `<fileTransfer host="web.example.net" password="${random('hex', 32)}" />`,
      ]),
      text('confCons.xml', () => [`<Node Name="srv" Username="admin" Password="${random('base64', 60)}" />`]),
      text('vpn.pcf', () => ['[main]', `enc_GroupPwd=${random('HEX', 80)}`]),
      text('.dbeaver/credentials-config.json', () => [random('base64', 200)]),
    ],
    misses: [
      text('.idea/workspace.xml', () => [
        '<project version="4"><component name="ChangeListManager" /></project>',
      ]),
      text('connections.json', () => ['{"max": 10}']),
      text('.idea/dataSources.xml', () => [
        '<data-source name="db"><jdbc-url>jdbc:postgresql://localhost/app</jdbc-url></data-source>',
      ]),
    ],
  },
  {
    id: 'vpn-config-file',
    kind: 'file',
    title: 'VPN configuration with a key or password',
    severity: 'critical',
    confidence: 'high',
    why: 'It connects to the private network as its owner.',
    fix: untrack('*.ovpn', 'revoke its certificate or key at the VPN server', 'it can’t be revoked'),
    source: read('https://openvpn.net/community-docs/community-articles/openvpn-2-6-manual.html'),
    names: {
      extensions: ['ovpn', 'tblk', 'nmconnection', 'mobileconfig', 'pbk'],
      within: [
        {
          extension: 'conf',
          base: /^wg|wireguard|openvpn|vpn|^(?:client|server|ipsec|tunnel)\d{0,3}\.conf$/,
        },
      ],
      bases: ['ipsec.secrets', 'chap-secrets', 'pap-secrets', 'wpa_supplicant.conf', 'wg0'],
      paths: ['wireguard/*.conf', 'openvpn/*.conf', 'openvpn/auth.txt'],
    },
    nameAlone: false,
    look: anyOf(
      (file) => (privateKeyInText(textOf(file)) === 'none' ? { drop: 'no private key' } : undefined),
      containsText(/^[ \t]*PrivateKey[ \t]*=[ \t]*[A-Za-z0-9+/]{42,43}=/m),
      containsText(/<auth-user-pass>\s{0,8}[^\s<]{1,200}\s{1,8}[^\s<]{4,200}\s{0,8}<\/auth-user-pass>/),
      (file) => {
        const [, value = ''] =
          /\b(?:PSK|XAUTH|EAP)[ \t]{1,8}"([^"\n]{6,200})"/.exec(textOf(file)) ??
          /^[ \t]{0,8}psk="?([^"\n#]{8,64})/m.exec(textOf(file)) ??
          []
        return value !== '' && valueKind(value) === 'real' ? undefined : { drop: 'no shared key' }
      },
      containsText(/OpenVPN Static key V1-----\s{0,4}[0-9a-f]{32}/),
      xmlHoldsReal(/^(?:password|sharedsecret)$/i),
    ),
    matches: [
      text('me.ovpn', () => ['client', '<key>', ...pem('PRIVATE KEY'), '</key>']),
      text('wg0.conf', () => ['[Interface]', `PrivateKey = ${random('base64', 43)}=`]),
      text('etc/ipsec.secrets', () => [`: PSK "${secret(24)}"`]),
    ],
    misses: [
      text('me.ovpn', () => [
        'client',
        'remote vpn.example.net',
        'auth-user-pass',
        'cert me.crt',
        'key me.key',
      ]),
      text('wg0.conf', () => ['[Interface]', 'PrivateKey = <your private key>']),
      text('client.conf', () => ['timeout = 10']),
    ],
  },
  {
    id: 'chef-config-file',
    kind: 'file',
    title: 'Configuration management with secrets',
    severity: 'high',
    confidence: 'medium',
    why: 'It signs in to the server that configures all other machines.',
    fix: untrack(null, 'replace the key or password', 'it can’t be replaced'),
    source: unverified('https://docs.chef.io/workstation/config_rb/'),
    names: {
      paths: [
        '.chef/config.rb',
        '.chef/credentials',
        '.chef/knife.rb',
        'chef/credentials',
        'salt/minion.pem',
      ],
      bases: ['knife.rb'],
    },
    nameAlone: false,
    look: holdsSecretsOr(
      anyOf(
        (file) => (privateKeyInText(textOf(file)) === 'none' ? { drop: 'no key' } : undefined),
        holdsReal(/(?:password|secret|secret_access_key|api_key|token)\]?$/i),
      ),
    ),
    matches: [
      text('.chef/knife.rb', () => [`knife[:aws_secret_access_key] = "${secret(40)}"`]),
      text('.chef/credentials', () => ['[default]', "client_key = '''", ...pem('RSA PRIVATE KEY'), "'''"]),
    ],
    misses: [text('.chef/knife.rb', () => ['node_name "me"', 'client_key "#{current_dir}/me.pem"'])],
  },
]
