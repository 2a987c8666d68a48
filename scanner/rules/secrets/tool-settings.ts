import { judgeCredentials } from './checks/credentials.ts'
import { checkBasic } from './checks/http-authorization.ts'
import { checkEncodedPassword, checkNetrc, checkSetting } from './checks/setting.ts'
import { samplePassword } from './sample-texts.ts'
import { assigned, join, random, token } from './service-rule.ts'
import { settingRules } from './setting.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const login = (seed: number): string => base64(`deploy:${samplePassword(seed)}`)
const guess = 'try passwords against the hash for as long as they like, and then sign in'
const rehash =
  'Change the passwords, and create the file when the server is set up instead of keeping it in the repository.'

/** Configuration of tools that developers and their machines use. */
export const toolSettings = settingRules([
  {
    id: 'npm-basic-auth',
    title: 'npm registry login',
    severity: 'critical',
    confidence: 'high',
    allows: 'read and publish packages on the registry as that user may',
    url: 'https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration',
    detect: [
      token(['_auth=', '_auth ='], /_auth ?= ?"?(?<secret>[A-Za-z0-9+/]{8,600}={0,2})/, {
        notBefore: /[A-Za-z0-9_]/,
        notAfter: /[A-Za-z0-9+/=_-]/,
      }),
    ],
    check: checkBasic,
    matches: [
      () => `//npm.corp-tools.io/:_auth=${login(1)}\n`,
      () => `_auth = "${login(2)}"\nalways-auth=true\n`,
    ],
    misses: [() => '_auth=${NPM_AUTH}', () => `basic_auth=${login(3)}`, () => '_auth = authentication'],
  },
  {
    id: 'npm-password',
    title: 'npm registry password',
    severity: 'critical',
    confidence: 'high',
    allows: 'read and publish packages on the registry as that user may',
    url: 'https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration',
    detect: [
      token([':_password=', ':_password ='], /:_password ?= ?"?(?<secret>[A-Za-z0-9+/]{6,400}={0,2})/, {
        notBefore: null,
        notAfter: /[A-Za-z0-9+/=_-]/,
      }),
    ],
    check: checkEncodedPassword,
    matches: [
      () => `//npm.corp-tools.io/:_password=${base64(samplePassword(4))}\n`,
      () => `//npm.corp-tools.io/:_password="${base64(samplePassword(5))}"`,
    ],
    misses: [
      () => '//npm.corp-tools.io/:_password=${NPM_PASSWORD}',
      () => `//npm.corp-tools.io/:_password=${base64('password')}`,
    ],
  },
  {
    id: 'netrc-password',
    title: '.netrc password',
    confidence: 'high',
    allows: 'sign in to that host as that user',
    url: 'https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html',
    detect: [
      token(
        'machine ',
        /machine\s{1,8}[\w.-]{1,253}\s{1,8}(?:login\s{1,8}\S{1,200}\s{1,8})?(?:account\s{1,8}\S{1,200}\s{1,8})?password\s{1,8}"?(?<secret>[^\s"]{1,300})/,
        { notAfter: null },
      ),
      // What is tried on every other host.
      token(
        'default login ',
        /default\s{1,8}login\s{1,8}\S{1,200}\s{1,8}(?:account\s{1,8}\S{1,200}\s{1,8})?password\s{1,8}"?(?<secret>[^\s"]{1,300})/,
        { notAfter: null },
      ),
    ],
    check: checkNetrc,
    matches: [
      () => `machine git.corp-tools.io login deploy password ${samplePassword(6)}\n`,
      () => `machine api.corp-tools.io\n  login deploy\n  password ${random('hex', 40)}\n`,
      () => `default login deploy password ${samplePassword(27)}\n`,
    ],
    misses: [
      () => 'the default login and password are printed',
      () => 'A machine learning-based password strength evaluation',
      () => '"machine id password resource" uses ftp',
      () => 'machine git.corp-tools.io login deploy password $TOKEN',
      () => 'machine learning and password managers',
      () => 'machine git.corp-tools.io login deploy',
    ],
  },
  {
    id: 'pgpass-password',
    title: 'PostgreSQL password in .pgpass',
    confidence: 'high',
    allows: 'read, and often change or delete, the data of that server',
    url: 'https://www.postgresql.org/docs/current/libpq-pgpass.html',
    detect: [
      token(
        [':5432:', ':5433:', ':6432:', ':26257:'],
        /[\w.*-]{1,200}:\d{4,5}:[\w*-]{1,63}:[\w.*-]{1,63}:(?<secret>[^\s:"'`]{1,200})/,
        {
          lead: { chars: /[\w.*-]/, max: 200 },
          notBefore: /[\w.:/@"'`-]/,
          notAfter: /[^\r\n]/,
        },
      ),
    ],
    check: (secret, { text }) =>
      judgeCredentials({ user: text.split(':')[3] ?? '', password: secret, host: text.split(':')[0] ?? '' }),
    matches: [
      () => `db7.corp-tools.io:5432:shop:app:${samplePassword(7)}\n`,
      () => `# comment\n*:5432:*:app:${samplePassword(8)}`,
    ],
    misses: [
      () => 'db7.corp-tools.io:5432:shop',
      () => 'image: db7:5432:shop:app:tag and more',
      () => 'db7:5432:shop:app:$PASSWORD\n',
    ],
  },
  {
    id: 'docker-registry-auth',
    title: 'Docker registry login',
    severity: 'critical',
    confidence: 'high',
    allows: 'pull, and often push, the images of that registry',
    url: 'https://docs.docker.com/reference/cli/docker/login/#default-behavior',
    detect: [
      token('"auth"', /"auth"\s{0,8}:\s{0,8}"(?<secret>[A-Za-z0-9+/]{8,4000}={0,2})"/, {
        notBefore: null,
        notAfter: null,
      }),
    ],
    check: (secret) => {
      const text = Buffer.from(secret, 'base64').toString('latin1')
      return /^_json_key(?:_base64)?:/.test(text)
        ? { note: 'a key of a Google service account' }
        : checkBasic(secret)
    },
    matches: [
      () => `{"auths":{"registry.corp-tools.io":{"auth":"${login(9)}"}}}`,
      () => `"https://index.docker.io/v1/": {\n  "auth": "${login(10)}"\n}`,
    ],
    misses: [() => '"auth": "bearer"', () => '"auth": "oauth2authentication"'],
  },
  {
    id: 'maven-server-password',
    title: 'Maven server password',
    allows: 'read, and often publish, the artifacts of that repository',
    url: 'https://maven.apache.org/settings.html#servers',
    detect: [
      token(
        '<server>',
        /<server>(?:[^<]|<[^/]|<\/[^s]){0,800}?<(?:password|passphrase)>(?<secret>[^<\s]{1,200})<\//,
        { notBefore: null, notAfter: null },
      ),
    ],
    check: (secret) =>
      /^\{.*\}$/.test(secret) ? { drop: 'encrypted with the master password' } : checkSetting(secret),
    matches: [
      () =>
        `<server>\n  <id>corp</id>\n  <username>deploy</username>\n  <password>${samplePassword(11)}</password>\n</server>`,
      () => `<server><id>ssh</id><passphrase>${samplePassword(12)}</passphrase></server>`,
    ],
    misses: [
      () => '<server><id>corp</id><password>${env.MAVEN_PASSWORD}</password></server>',
      () => `<server><password>{${random('base64', 44)}}</password></server>`,
    ],
  },
  {
    id: 'android-signing-password',
    title: 'Android signing key password',
    severity: 'critical',
    allows: 'sign versions of the app that phones accept as updates, once they have the key store',
    url: 'https://developer.android.com/build/building-cmdline#gradle_signing',
    detect: [
      token(
        ['storePassword', 'keyPassword'],
        /(?:store|key)Password\s{0,3}=?\s{0,3}\(?\s{0,3}["'](?<secret>[^"'\s]{3,128})["']/,
        { notBefore: /[A-Za-z0-9_.]/, notAfter: null },
      ),
      assigned(
        [
          'storepassword',
          'keypassword',
          'release_store_password',
          'release_key_password',
          'keystore_password',
          'key_store_password',
        ],
        /[^\s"'<>]{3,128}/,
        /^(?:(?:my|release|upload|android|prod)(?:upload|release|app)?(?:keystore|store|key)|store|key)password$/,
      ),
    ],
    check: checkSetting,
    matches: [
      () => `storePassword '${samplePassword(13)}'`,
      () => `keyPassword = "${samplePassword(14)}"`,
      () => `RELEASE_STORE_PASSWORD=${samplePassword(15)}\n`,
    ],
    misses: [
      () => `storePassword 'android'`,
      () => `keyPassword keystoreProperties['keyPassword']`,
      () => 'storePassword=${STORE_PASSWORD}',
    ],
  },
  {
    id: 'filezilla-password',
    title: 'FileZilla server password',
    confidence: 'high',
    allows: 'sign in to that server and read or change its files',
    url: 'https://wiki.filezilla-project.org/Site_Manager',
    detect: [
      token(
        '<Pass encoding="base64">',
        /<Pass encoding="base64">(?<secret>[A-Za-z0-9+/]{4,400}={0,2})<\/Pass>/,
        { notBefore: null, notAfter: null },
      ),
    ],
    check: checkEncodedPassword,
    matches: [
      () => `<User>deploy</User><Pass encoding="base64">${base64(samplePassword(16))}</Pass>`,
      () => `\t<Pass encoding="base64">${base64(samplePassword(17))}</Pass>\n`,
    ],
    misses: [() => '<Pass encoding="crypt" pubkey="x">abc</Pass>', () => '<Pass encoding="base64"></Pass>'],
  },
  {
    id: 'htpasswd-hash',
    title: 'Web server password hash',
    severity: 'low',
    allows: guess,
    url: 'https://httpd.apache.org/docs/2.4/misc/password_encryptions.html',
    fix: rehash,
    randomBits: 80,
    detect: [
      token(
        [':$apr1$', ':$2y$', ':$2a$', ':$2b$', ':{SHA}', ':$5$', ':$6$'],
        /[\w.@+-]{1,64}:(?<secret>\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\{SHA\}[A-Za-z0-9+/]{27}=|\$[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86})/,
        {
          lead: { chars: /[\w.@+-]/, max: 64 },
          notBefore: /[\w.@+:/"-]/,
          notAfter: /[./A-Za-z0-9:]/,
        },
      ),
    ],
    matches: [
      () => `deploy:${join('$apr1$', random('base62', 8), '$', random('base62', 22))}\n`,
      () => `deploy:${join('$2y$', '05$', random('base62', 53))}\n`,
    ],
    misses: [() => `hash = "${join('$2y$', '05$', random('base62', 53))}"`, () => 'deploy:$apr1$...'],
  },
  {
    id: 'shadow-hash',
    title: 'Unix account password hash',
    severity: 'medium',
    confidence: 'high',
    allows: guess,
    url: 'https://man7.org/linux/man-pages/man5/shadow.5.html',
    fix: rehash,
    randomBits: 80,
    detect: [
      token(
        [':$1$', ':$5$', ':$6$', ':$y$', ':$2b$', ':$2y$', ':$gy$'],
        /[\w.-]{1,32}:(?<secret>\$(?:1|5|6|y|gy|2[aby])\$[./A-Za-z0-9$=,]{20,160}):\d{0,6}:/,
        {
          lead: { chars: /[\w.-]/, max: 32 },
          notBefore: /[\w.:/"-]/,
          notAfter: null,
        },
      ),
    ],
    matches: [
      () => `deploy:${join('$6$', random('base62', 16), '$', random('base62', 86))}:19000:0:99999:7:::\n`,
      () => `root:${join('$y$j9T$', random('base62', 22), '$', random('base62', 43))}:19500:0:99999:7:::`,
    ],
    misses: [
      () => 'deploy:!:19000:0:99999:7:::',
      () => 'daemon:*:19000:0:99999:7:::',
      () => `deploy:${join('$6$', 'x'.repeat(16), '$', 'x'.repeat(86))}:19000:0:99999:7:::`,
    ],
  },
  {
    id: 'ansible-connection-password',
    title: 'Ansible connection password',
    confidence: 'high',
    allows: 'sign in to those machines, often as an administrator',
    url: 'https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html',
    fix: 'Change it, and encrypt it with Ansible Vault or ask for it with --ask-pass.',
    detect: [
      assigned(
        ['ansible_'],
        /[^\s"'<>]{1,200}/,
        /^ansible(?:ssh|become|sudo|su|winrm|connection|httpapi|enable)?(?:pass|password)$/,
      ),
    ],
    check: checkSetting,
    matches: [
      () => `web1 ansible_host=10.2.3.4 ansible_ssh_pass=${samplePassword(18)}\n`,
      () => `ansible_become_password: "${samplePassword(19)}"\n`,
    ],
    misses: [
      () => 'ansible_password: "{{ vault_password }}"',
      () => 'ansible_become_pass: !vault |',
      () => 'ansible_password: vagrant_password()',
    ],
  },
  {
    id: 'openvpn-login',
    title: 'OpenVPN name and password',
    confidence: 'high',
    allows: 'join the virtual private network as that user',
    url: 'https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/',
    detect: [
      token(
        '<auth-user-pass>',
        /<auth-user-pass>\s{1,8}\S{1,100}\s{1,4}(?<secret>\S{3,200})\s{1,8}<\/auth-user-pass>/,
        { notBefore: null, notAfter: null },
      ),
    ],
    check: checkSetting,
    matches: [
      () => `<auth-user-pass>\ndeploy\n${samplePassword(20)}\n</auth-user-pass>`,
      () => `remote vpn7\n<auth-user-pass>\r\nsvc\r\n${samplePassword(21)}\r\n</auth-user-pass>\r\n`,
    ],
    misses: [
      () => '<auth-user-pass>\nusername\npassword\n</auth-user-pass>',
      () => 'auth-user-pass /etc/openvpn/login.txt',
    ],
  },
  {
    id: 'windows-unattend-password',
    title: 'Windows answer file password',
    severity: 'critical',
    confidence: 'high',
    allows: 'sign in as an administrator to every machine that was set up with it',
    url: 'https://learn.microsoft.com/en-us/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-useraccounts-administratorpassword',
    detect: [
      token(
        ['<AdministratorPassword>', '<Password>'],
        /<(?:Administrator)?Password>\s{1,40}<Value>(?<secret>[^<\s]{3,200})<\/Value>/,
        { notBefore: null, notAfter: null },
      ),
    ],
    check: (secret) => {
      const plain = Buffer.from(secret, 'base64').toString('utf16le')
      return /^[\x20-\x7e]{3,}(?:Administrator)?Password$/.test(plain)
        ? checkSetting(plain.replace(/(?:Administrator)?Password$/, ''))
        : checkSetting(secret)
    },
    matches: [
      () => `<AdministratorPassword>\n  <Value>${samplePassword(22)}</Value>\n  <PlainText>true</PlainText>`,
      () =>
        `<Password>\n <Value>${Buffer.from(`${samplePassword(23)}Password`, 'utf16le').toString('base64')}</Value>\n <PlainText>false`,
    ],
    misses: [
      () => '<AdministratorPassword>\n  <Value></Value>',
      () => '<AdministratorPassword>\n  <Value>password</Value>',
    ],
  },
  {
    id: 'windows-group-policy-password',
    title: 'Windows Group Policy password',
    severity: 'critical',
    confidence: 'high',
    allows: 'decrypt it, because Microsoft has published the key, and sign in as that account',
    url: 'https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-gppref/2c15cbf0-f086-4c74-8b70-1f2fa45dd4be',
    fix: 'Change the password, and manage local passwords with Windows LAPS.',
    detect: [token('cpassword="', /cpassword="(?<secret>[A-Za-z0-9+/]{22,400}={0,2})"/, { notAfter: null })],
    matches: [
      () => `<Properties action="U" cpassword="${random('base64', 43)}" userName="admin7"/>`,
      () => `userName="svc" cpassword="${random('base64', 64, 2)}"`,
    ],
    misses: [() => 'cpassword=""', () => 'cpassword="changeme"'],
  },
  {
    id: 'tomcat-user-password',
    title: 'Tomcat user password',
    confidence: 'high',
    allows: 'sign in to Tomcat, and with a manager role deploy code there',
    url: 'https://tomcat.apache.org/tomcat-10.1-doc/manager-howto.html',
    detect: [
      token(
        '<user ',
        /<user (?:[a-z]{1,12}="[^"]{0,100}"\s{1,8}){0,3}?password="(?<secret>[^"\s]{1,200})"(?:\s{1,8}[a-z]{1,12}="[^"]{0,200}"){0,3}/i,
        { notBefore: null, notAfter: null },
      ),
    ],
    check: (secret, { text }) => {
      if (!/roles="/.test(text)) return { drop: 'not a user of Tomcat' }
      return checkSetting(secret)
    },
    matches: [
      () => `<user username="deploy" password="${samplePassword(24)}" roles="manager-gui"/>`,
      () => `<user name="svc" password="${samplePassword(25)}" roles="admin-gui,manager-script" />`,
    ],
    misses: [
      () => '<user username="tomcat" password="<must-be-changed>" roles="tomcat"/>',
      () => '<user username="both" password="s3cret" roles="tomcat,role1"/>',
      () => `<user id="1" password="${samplePassword(26)}"/>`,
    ],
  },
])
