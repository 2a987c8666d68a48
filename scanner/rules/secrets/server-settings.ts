import { checkCisco7, encodeCisco7 } from './checks/cisco-type-7.ts'
import { judgeCredentials } from './checks/credentials.ts'
import { checkMaybeHashed, checkSetting } from './checks/setting.ts'
import { samplePassword } from './sample-texts.ts'
import { assigned, join, random, token } from './service-rule.ts'
import { settingRules } from './setting.ts'

const ownsDatabase = 'read, and often change or delete, the data of that server'
const ownsDevice = 'sign in to the device and change how the network works'
const setAnew =
  'Change it on the device, and keep exported configurations out of the repository, or strip secrets from them first.'
const plain = (seed: number): string => samplePassword(seed)
/** Of values without quotes or an operator: in a sentence the next word would stand there. */
const notAWord = (secret: string) =>
  /^[A-Za-z]{1,24}[.,:;)]?$/.test(secret) ? { drop: 'a word of a sentence' } : checkSetting(secret)
/** Configuration of servers, databases and network devices. */
export const serverSettings = settingRules([
  {
    id: 'redis-server-password',
    title: 'Redis server password',
    allows: 'read, change and delete the data of that server, and often run code on it',
    url: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
    detect: [
      token(
        ['requirepass ', 'masterauth '],
        /(?:requirepass|masterauth) {1,4}["']?(?<secret>[^\s"'`$<{#\],;][^\s"'`]{2,200})/,
        { notAfter: null },
      ),
    ],
    check: notAWord,
    matches: [
      () => `requirepass ${plain(1)}\n`,
      () => `command: redis-server --requirepass ${plain(2)}`,
      () => `masterauth "${plain(3)}"`,
    ],
    misses: [
      () => 'requirepass foobared',
      () => 'requirepass ${REDIS_PASSWORD}',
      () => 'the requirepass option of the server',
    ],
  },
  {
    id: 'rabbitmq-password',
    title: 'RabbitMQ password',
    allows: 'read, change and send messages',
    url: 'https://www.rabbitmq.com/docs/configure',
    detect: [
      assigned(
        ['default_pass', 'rabbitmq_pass', 'rabbitmq.pass', 'rabbit_pass', 'rabbitmqpass', 'amqp_pass'],
        /[^\s"'<>]{1,200}/,
        /^(?:[a-z]{0,12}env)?(?:rabbitmq|rabbit|amqp)?(?:default|erlang|server)?(?:pass|password)$/,
      ),
      // A list of variables, as task definitions of containers have it.
      token(
        ['RABBITMQ_PASSWORD"', 'RABBITMQ_DEFAULT_PASS"', 'RABBITMQ_PASS"'],
        /RABBITMQ_(?:DEFAULT_)?PASS(?:WORD)?"\s{0,4},\s{0,40}"value"\s{0,4}:\s{0,4}"(?<secret>[^"\s]{1,200})"/,
        { notAfter: null },
      ),
    ],
    check: checkSetting,
    matches: [
      () => `default_pass = ${plain(4)}\n`,
      () => `RABBITMQ_DEFAULT_PASS: "${plain(5)}"`,
      () => `{ "name": "RABBITMQ_PASSWORD", "value": "${plain(6)}" }`,
    ],
    misses: [
      () => 'RABBITMQ_DEFAULT_PASS: guest',
      () => 'default_pass = ${RABBITMQ_PASSWORD}',
      () => 'default_password_length = 12',
    ],
  },
  {
    id: 'sql-identified-by',
    title: 'SQL user password (IDENTIFIED BY)',
    confidence: 'high',
    allows: ownsDatabase,
    url: 'https://dev.mysql.com/doc/refman/8.4/en/create-user.html',
    detect: [
      token(
        'identified ',
        /identified {1,4}(?:with {1,4}["'`]?\w{1,40}["'`]? {1,4})?by {1,4}(?:password {1,4})?["'](?<secret>[^"'\r\n]{1,160})["']/i,
        { ignoreCase: true, notAfter: null },
      ),
    ],
    check: (secret, { before }) => {
      const statement = before.slice(before.lastIndexOf(';') + 1)
      const user = /(?:user|role|to)\s+(?:if not exists\s+)?["'`]?([\w%-]{1,40})/i.exec(statement)?.[1]
      const sets = /(?:create|alter|replace)\s+(?:user|role)|grant\s|\bto\s+\S+\s+identified/i.test(statement)
      return sets ? judgeSql(secret, user) : { drop: 'not a statement that sets a password' }
    },
    matches: [
      () => `CREATE USER 'app'@'%' IDENTIFIED BY '${plain(7)}';`,
      () => `ALTER USER app IDENTIFIED WITH mysql_native_password BY "${plain(8)}";`,
      () => `grant all on shop.* to 'app'@'10.%' identified by '${plain(9)}'`,
    ],
    misses: [
      () => `IDENTIFIED BY '\${PASSWORD}'`,
      () => 'a row is identified by its key',
      () => `IDENTIFIED BY '<password>'`,
    ],
  },
  {
    id: 'sql-user-password',
    title: 'SQL user or login password',
    confidence: 'high',
    allows: ownsDatabase,
    url: 'https://www.postgresql.org/docs/current/sql-createrole.html',
    detect: [
      token(
        ["password '", 'password = ', "password='", "password=n'"],
        /password {0,2}(?:=)? {0,2}N?'(?<secret>[^'\r\n]{1,160})'/i,
        { ignoreCase: true, notAfter: null },
      ),
    ],
    check: (secret, { before }) => {
      const statement = before.slice(before.lastIndexOf(';') + 1)
      const user =
        /(?:create|alter)\s+(?:user|role|login)\s+(?:if not exists\s+)?["[`]?([\w$.{}%-]{1,60})/i.exec(
          statement,
        )
      return user ? judgeSql(secret, user[1]) : { drop: 'not a statement that sets a password' }
    },
    matches: [
      () => `CREATE USER app WITH PASSWORD '${plain(10)}';`,
      () => `ALTER ROLE app WITH LOGIN ENCRYPTED PASSWORD '${plain(11)}';`,
      () => `CREATE LOGIN app WITH PASSWORD = N'${plain(12)}'`,
    ],
    misses: [
      () => `CREATE USER app WITH PASSWORD '%s';`,
      () => `SELECT * FROM users WHERE password = '${plain(13)}'`,
      () => `ALTER ROLE app WITH PASSWORD :'password'`,
    ],
  },
  {
    id: 'ldap-bind-password',
    title: 'LDAP bind password',
    allows: 'read, and often change, the directory of people and groups',
    url: 'https://www.openldap.org/doc/admin26/slapdconfig.html',
    detect: [
      token(
        ['bindpw ', 'rootpw '],
        /(?:bindpw|rootpw) {1,8}(?:--plaintext {1,4}|--iscrypted {1,4})?["']?(?<secret>[^\s"'`$<\],;-][^\s"'`<>]{2,200}|\$\w{1,4}\$[^\s"'`]{10,200})/,
        { notAfter: null },
      ),
      token('olcRootPW', /olcRootPW:{1,2} {1,4}(?<secret>[^\s"'`$<][^\s"'`<>]{2,200})/, { notAfter: null }),
      assigned('ldap_default_authtok', /[^\s"'<>]{3,200}/),
    ],
    check: (secret) =>
      /^[a-z]{1,24}[.,:;)]?$/.test(secret) ? { drop: 'a word of a sentence' } : checkMaybeHashed(secret),
    matches: [
      () => `binddn cn=app,dc=corp\nbindpw ${plain(14)}\n`,
      () => `olcRootPW: ${join('{SSHA}', random('base64', 32))}\n`,
      () => `ldap_default_authtok = ${plain(15)}\n`,
    ],
    misses: [
      () => 'rootpw --iscrypted $6',
      () => 'bindpw secret',
      () => 'rootpw = getpass()',
      () => 'bindpw $BIND_PASSWORD',
    ],
  },
  {
    id: 'wifi-password',
    title: 'Wireless network password',
    severity: 'medium',
    confidence: 'high',
    allows: 'join the wireless network',
    url: 'https://w1.fi/cgit/hostap/plain/wpa_supplicant/wpa_supplicant.conf',
    fix: 'Change the password of the network, and keep the file out of the repository.',
    detect: [
      token('ssid="', /ssid="[^"\r\n]{1,64}"[^{}]{0,400}?psk="(?<secret>[^"\r\n]{8,63})"/, {
        notAfter: null,
      }),
      token('ssid="', /ssid="[^"\r\n]{1,64}"[^{}]{0,400}?psk=(?<secret>[0-9a-fA-F]{64})/, { notAfter: null }),
      token('[wifi-security]', /\[wifi-security\][^[]{0,400}?psk=(?<secret>[^\s]{8,64})/, {
        notBefore: null,
        notAfter: null,
      }),
      token('<keyMaterial>', /<keyMaterial>(?<secret>[^<\s]{8,64})<\/keyMaterial>/, {
        notBefore: null,
        notAfter: null,
      }),
      assigned('wpa_passphrase', /[\x21-\x7e]{8,63}/),
      token(
        'WiFi.begin(',
        /WiFi\.begin\(\s{0,20}(?:"[^"\r\n]{1,64}"|[A-Za-z_]\w{0,40})\s{0,4},\s{0,20}"(?<secret>[^"\r\n]{8,63})"/,
        { notAfter: null },
      ),
    ],
    check: checkSetting,
    matches: [
      () => `network={\n  ssid="corp"\n  psk="${plain(16)}"\n}`,
      () => `<keyMaterial>${plain(17)}</keyMaterial>`,
      () => `wpa_passphrase=${plain(18)}\n`,
      () => `WiFi.begin(ssid, "${plain(25)}");`,
    ],
    misses: [
      () => 'network={\n  ssid="corp"\n  psk="password"\n}',
      () => 'ssid="open"\nkey_mgmt=NONE',
      () => '<keyMaterial>password</keyMaterial>',
      () => 'WiFi.begin("your-network", "your-password");',
    ],
  },
  {
    id: 'mount-option-password',
    title: 'Password among the options of a mount',
    allows: 'read, and often change, the shared files',
    url: 'https://man7.org/linux/man-pages/man8/mount.cifs.8.html',
    fix: 'Change the password, and name a file that only root can read instead: `credentials=/root/.smb`.',
    detect: [
      token(
        [',password=', ',pass='],
        /[^\s"'=]{0,80}?(?:username|user)=[^\s"'=,()]{1,100}(?:,(?:[a-z]{1,20}(?:=[^\s"'=,()]{0,80})?)){0,6},pass(?:word)?=(?<secret>[^\s"'`$<{,()]{4,128})/,
        { lead: { chars: /[^\s"']/, max: 200 }, notBefore: null, notAfter: /[^\s,"']/ },
      ),
    ],
    check: (secret) => (/^[A-Za-z_.]+$/.test(secret) ? { drop: 'a name in code' } : checkSetting(secret)),
    matches: [
      () => `//files7/share /mnt cifs username=svc,password=${random('base62', 14)},uid=1000 0 0\n`,
      () => `mount -t cifs -o user=svc,domain=CORP,pass=${plain(26)} //files7/share /mnt`,
    ],
    misses: [
      () => '//files7/share /mnt cifs credentials=/root/.smb 0 0',
      () => 'connect(user=user,password=password)',
      () => '//files7/share /mnt cifs username=svc,password=${PASSWORD} 0 0',
    ],
  },
  {
    id: 'cisco-password',
    title: 'Cisco device password (type 7)',
    confidence: 'high',
    allows: ownsDevice,
    url: 'https://www.cisco.com/c/en/us/support/docs/security-vpn/remote-authentication-dial-user-service-radius/107614-64.html',
    fix: setAnew,
    detect: [
      token(
        ['password 7 ', 'secret 7 ', 'key 7 ', 'key-string 7 '],
        /(?:password|secret|key|key-string) 7 (?<secret>[0-5][0-9](?:[0-9A-Fa-f]{2}){3,60})/,
        { notBefore: /[A-Za-z0-9_.]/ },
      ),
    ],
    check: checkCisco7,
    matches: [
      () => `line vty 0 4\n password 7 ${encodeCisco7(plain(19), 7)}\n`,
      () => `tacacs-server key 7 ${encodeCisco7(plain(20), 7)}`,
    ],
    misses: [
      () => 'password 7 characters long',
      () => 'password 7 99ABCDEF12',
      () => `password 7 ${encodeCisco7('\u0001\u0002\u0003\u0004', 7)}`,
    ],
  },
  {
    id: 'cisco-secret-hash',
    title: 'Cisco device password hash',
    severity: 'medium',
    confidence: 'high',
    allows: `try passwords against the hash for as long as they like, and then ${ownsDevice}`,
    url: 'https://community.cisco.com/t5/networking-knowledge-base/understanding-the-differences-between-the-cisco-password-secret/ta-p/3163238',
    fix: setAnew,
    randomBits: 80,
    detect: [
      token(
        ['secret 5 ', 'secret 8 ', 'secret 9 ', 'secret 4 ', 'password 5 '],
        /(?:secret|password) (?:5 \$1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|[89] \$[89]\$[./A-Za-z0-9]{8,16}\$[./A-Za-z0-9]{40,44}|4 [./A-Za-z0-9]{43})/,
        { notAfter: /[./A-Za-z0-9]/ },
      ),
    ],
    matches: [
      () => `enable secret 5 ${join('$1$', random('base62', 4), '$', random('base62', 22))}\n`,
      () =>
        `username deploy privilege 15 secret 9 ${join('$9$', random('base62', 14), '$', random('base62', 43))}`,
    ],
    misses: [() => 'enable secret 5 <hash>', () => 'enable secret 5 $1$abc'],
  },
  {
    id: 'cisco-plain-password',
    title: 'Cisco device password in clear text',
    confidence: 'medium',
    allows: ownsDevice,
    url: 'https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/security/d1/sec-d1-cr-book/sec-cr-e1.html',
    fix: setAnew,
    detect: [
      token(
        ['enable password ', 'enable secret '],
        /enable (?:password|secret) (?:0 )?(?<secret>[^\s"'`<$][^\s"'`<>]{2,64})(?:\r?\n|$)/,
        { notAfter: null },
      ),
      token(
        ['secret 0 ', 'password 0 '],
        /(?:secret|password) 0 (?<secret>[^\s"'`<$][^\s"'`<>]{2,64})(?:\r?\n|$)/,
        { notAfter: null },
      ),
    ],
    check: (secret) => notAWord(secret),
    matches: [
      () => `hostname r7\nenable password ${plain(21)}\n`,
      () => `username deploy password 0 ${plain(22)}\n`,
    ],
    misses: [
      () => 'enable password protection\n',
      () => 'enable password <password>\n',
      () => 'enable secret cisco\n',
    ],
  },
  {
    id: 'juniper-password',
    title: 'Juniper device password',
    confidence: 'high',
    allows: ownsDevice,
    url: 'https://www.juniper.net/documentation/us/en/software/junos/user-access/topics/topic-map/user-access-root-password.html',
    fix: setAnew,
    randomBits: 40,
    detect: [
      token('"$9$', /"(?<secret>\$9\$[A-Za-z0-9./-]{6,200})"/, { notBefore: null, notAfter: null }),
      token('encrypted-password "', /encrypted-password "(?<secret>\$(?:1|5|6|sha1)\$[^"\s]{20,200})"/, {
        notAfter: null,
      }),
    ],
    check: (secret) =>
      secret.startsWith('$9$')
        ? { note: 'anybody can read the password from it' }
        : { severity: 'medium', note: 'a hash of the password: it must be guessed first' },
    matches: [
      () => `secret "${join('$9$', random('base62', 20))}"; ## SECRET-DATA`,
      () => `encrypted-password "${join('$6$', random('base62', 8), '$', random('base62', 86))}";`,
    ],
    misses: [() => 'encrypted-password "";', () => 'secret "$9$";'],
  },
  {
    id: 'fortinet-password',
    title: 'Fortinet device password',
    severity: 'medium',
    allows: `read the password, where the key that encrypts it is the one everybody knows, and ${ownsDevice}`,
    url: 'https://docs.fortinet.com/document/fortigate/7.4.0/administration-guide/813376/enhanced-administrator-password-security',
    fix: setAnew,
    randomBits: 80,
    detect: [
      token(
        [' ENC '],
        /set (?:passwd|password|psksecret|secret|key|ppk-secret|ldap-password) ENC (?<secret>[A-Za-z0-9+/]{20,400}={0,2})/,
        { lead: { chars: /[a-z -]/, max: 18 }, notBefore: null, notAfter: null },
      ),
    ],
    matches: [
      () => `set passwd ENC ${random('base64', 44)}`,
      () => `config\nset psksecret ENC ${random('base64', 86)}==\n`,
    ],
    misses: [() => 'set passwd ENC', () => 'the ENC format of passwords'],
  },
  {
    id: 'snmp-community',
    title: 'SNMP community string',
    severity: 'low',
    allows: 'read how the device is set up and used; with a read-write community also change it',
    url: 'https://www.rfc-editor.org/rfc/rfc1157',
    fix: setAnew,
    detect: [
      token(
        ['snmp-server community '],
        /snmp-server community (?<secret>[^\s"'<${]{3,64}) (?:RO|RW|ro|rw|view|ipv6)/,
        { notAfter: null },
      ),
      token(
        ['rocommunity ', 'rwcommunity ', 'rocommunity6 ', 'rwcommunity6 '],
        /r[ow]community6? {1,4}["']?(?<secret>[^\s"'`<${\],;][^\s"'`<${]{2,63})/,
        { notAfter: null },
      ),
    ],
    check: (secret) =>
      /^(?:public|private|community|secret|string|none|readonly|name|monitor)$/i.test(secret) ||
      /^[a-z]{1,6}$/.test(secret)
        ? { drop: 'the default, or a word' }
        : checkSetting(secret),
    matches: [
      () => `snmp-server community ${plain(23)} RO 10\n`,
      () => `rocommunity ${plain(24)} 10.0.0.0/8\n`,
    ],
    misses: [
      () => 'snmp-server community public RO',
      () => 'rocommunity public',
      () => 'rwcommunity <name>',
      () => 'const starts = [`rocommunity `,`rwcommunity6 `]',
    ],
  },
])

/** A statement's password goes with the user it names. */
function judgeSql(password: string, user = '') {
  const verdict = checkMaybeHashed(password)
  return 'drop' in verdict || verdict.note !== undefined
    ? verdict
    : judgeCredentials({ user, password, host: '' })
}
