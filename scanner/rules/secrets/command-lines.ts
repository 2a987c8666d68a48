import type { Detector, SecretRule } from '../../engine/rule.ts'
import { checkCommandHeader, checkCommandLogin, checkCommandPassword, checkOption } from './checks/command.ts'
import { mustLookGenerated } from './checks/setting.ts'
import { samplePassword } from './sample-texts.ts'
import { type Sample, join, random, token, unverified } from './service-rule.ts'

/** The rest of one command: continued lines belong to it; `| ; &` end it, except in the address that curl calls. */
const rest = '(?:[^\\n\\\\|;&]|\\\\[\\s\\S]){0,400}?'
const restOfCurl = '(?:[^\\n\\\\]|\\\\[\\s\\S]){0,1000}?'
/** A word of its own, and not the middle of `en-us`; flags that take nothing may stand before it: `-sSu`. */
const curlUser = '(?<=[\\s"\'])(?:-[fgikLNsSv#]{0,6}u|--user)'
/** A value, in quotes or without. */
const value = '["\']?(?<secret>[^\\s"\'`$<{(|;&][^\\s"\'`|;&<>]{2,200})["\']?'

/** `program … option value`; the blank behind the program is the one before its first option. */
const option = (programs: readonly string[], options: string, gap = '[= ]{1,3}'): Detector =>
  token(
    programs.map((program) => `${program} `),
    new RegExp(`(?:${programs.join('|')})${rest}(?:${options})${gap}${value}`),
    { notBefore: /[A-Za-z0-9_-]/, notAfter: null },
  )

interface Command {
  readonly id: string
  readonly title: string
  /** Completes "Whoever reads it can …". */
  readonly allows: string
  readonly url: string
  readonly detect: readonly Detector[]
  readonly check?: NonNullable<SecretRule['check']>
  readonly generic?: true
  readonly matches: readonly Sample[]
  readonly misses: readonly Sample[]
}

const mysqlPrograms = [
  'mysql',
  'mysqldump',
  'mysqladmin',
  'mysqlimport',
  'mysqlshow',
  'mysqlcheck',
  'mariadb',
  'mariadb-dump',
]
/** Commands that read a password or token from their input. */
const piped = [
  'docker login',
  'podman login',
  'nerdctl login',
  'helm registry login',
  'oras login',
  'gh auth login',
]
const signIn = 'sign in as that user'
const curlManual = 'https://curl.se/docs/manpage.html'
const header =
  '["\'](?:[\\w-]{0,40}(?:auth|token|key|secret|passw|credential)[\\w-]{0,20}):\\s{0,4}(?:(?:basic|bearer|token|api-?token|api-?key|key|digest|oauth|sso-key|bot)\\s{1,4})?(?<secret>[^"\'\\s$<{][^"\'\\s]{5,2000})["\']'

const commands: readonly Command[] = [
  {
    id: 'curl-credentials',
    title: 'curl command with a name and password',
    allows: signIn,
    url: curlManual,
    detect: [
      token(
        'curl ',
        new RegExp(
          `curl ${restOfCurl}${curlUser}[= ]{0,4}["']?[^\\s"':$<(]{0,100}["']?:["']?(?<secret>[^\\s"'\`<>|;&]{1,200})`,
        ),
        { notAfter: null },
      ),
      token(
        'curl ',
        new RegExp(`curl ${restOfCurl}${curlUser}[= ]{1,4}["']?(?<secret>[^\\s"':$<(]{8,200}):["'\\s]`),
        { notAfter: null },
      ),
    ],
    check: checkCommandLogin,
    generic: true,
    matches: [
      () => `curl -s -u deploy:${samplePassword(1)} https://repo.corp-tools.io/api`,
      () =>
        `curl -X POST \\\n  -H 'Accept: text/plain' \\\n  --user "svc:${samplePassword(2)}" \\\n  https://repo.corp-tools.io/?a=1&b=2`,
      () => `curl -u '${random('base62', 32)}:' https://api.corp-tools.io`,
      () => `curl -sSu deploy:${samplePassword(3)} https://repo.corp-tools.io/api`,
    ],
    misses: [
      () => 'curl -u "$USER:$PASSWORD" https://repo.corp-tools.io',
      () => 'curl --user user:pass http://localhost:5000/file',
      () => 'curl -u <user>:<password> https://repo.corp-tools.io',
      () => 'curl -u deploy https://repo.corp-tools.io:8443/a',
      () => `curl -L https://docs.corp-tools.io/en-us/article:${random('base62', 12)}`,
    ],
  },
  {
    id: 'curl-header-secret',
    title: 'Command with a token in a header',
    allows: 'call the service in the name of whoever it was issued to',
    url: curlManual,
    detect: [
      token(['-H "', "-H '", '--header'], new RegExp(`(?:-H|--header)[= ]{1,4}${header}`, 'i'), {
        notBefore: null,
        notAfter: null,
      }),
    ],
    check: checkCommandHeader,
    generic: true,
    matches: [
      () => `curl -H "Authorization: Token ${random('hex', 40)}" https://api.corp-tools.io`,
      () => `curl -X GET \\\n  -H 'Accept: application/json' \\\n  -H 'X-Api-Key: ${random('base62', 32)}'`,
      () => `curl --header "Authorization: Bearer ${random('base64url', 40)}" https://api.corp-tools.io`,
    ],
    misses: [
      () => 'curl -H "Authorization: Bearer $TOKEN" https://api.corp-tools.io',
      () => 'curl -H "Authorization: Bearer <token>" https://api.corp-tools.io',
      () => `curl -H "X-Request-Id: ${random('hex', 32)}" https://api.corp-tools.io`,
      () => 'curl -H "X-Auth-Type: application-default-login" https://api.corp-tools.io',
    ],
  },
  {
    id: 'wget-password',
    title: 'Wget command with a password',
    allows: signIn,
    url: 'https://www.gnu.org/software/wget/manual/html_node/HTTP-Options.html',
    detect: [option(['wget'], '--(?:http-|ftp-|proxy-)?password')],
    matches: [
      () => `wget --user=deploy --password=${samplePassword(3)} https://repo.corp-tools.io/a`,
      () => `wget -q --http-user svc --http-password '${samplePassword(4)}' https://repo.corp-tools.io`,
    ],
    misses: [
      () => 'wget --user=deploy --password=$PASSWORD https://repo.corp-tools.io/a',
      () => 'wget --user=user --password=password https://example.com',
    ],
  },
  {
    id: 'httpie-credentials',
    title: 'HTTPie command with a name and password',
    allows: signIn,
    url: 'https://httpie.io/docs/cli/authentication',
    detect: [
      token(
        ['http -a ', 'https -a ', 'http --auth', 'https --auth', 'xh -a '],
        /(?:https?|xh) (?:-a|--auth)[= ]["']?[^\s"':$<(]{1,100}:(?<secret>[^\s"'`<>|;&]{1,200})/,
        { notAfter: null },
      ),
    ],
    check: checkCommandLogin,
    matches: [
      () => `http -a deploy:${samplePassword(5)} GET repo.corp-tools.io/api`,
      () => `https --auth=svc:${samplePassword(6)} repo.corp-tools.io`,
    ],
    misses: [
      () => 'http -a $USER:$PASSWORD repo.corp-tools.io',
      () => 'http -a user:password pie.dev/basic-auth/user/password',
    ],
  },
  {
    id: 'sshpass-password',
    title: 'sshpass command with a password',
    allows: 'sign in to that machine',
    url: 'https://sourceforge.net/projects/sshpass/',
    detect: [token('sshpass ', new RegExp(`sshpass (?:-v ){0,2}-p ?${value}`), { notAfter: null })],
    matches: [
      () => `sshpass -p '${samplePassword(7)}' ssh deploy@10.2.3.4`,
      () => `sshpass -p${samplePassword(8)} scp a b:`,
    ],
    misses: [
      () => 'sshpass -p "$PASSWORD" ssh deploy@10.2.3.4',
      () => 'sshpass -p password ssh user@host',
      () => 'sshpass -e ssh a@b',
    ],
  },
  {
    id: 'mysql-command-password',
    title: 'MySQL or MariaDB command with a password',
    allows: 'read, and often change or delete, the data of that server',
    url: 'https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html',
    detect: [option(mysqlPrograms, ' -p', ''), option(mysqlPrograms, '--password', '=')],
    check: (secret, context) =>
      /^\d{1,5}:\d{1,5}|^(?:ort|rot|ro)/.test(secret)
        ? { drop: 'another option' }
        : checkCommandPassword(secret, context),
    matches: [
      () => `mysql -h db7.corp-tools.io -u app -p${samplePassword(9)} shop < dump.sql`,
      () => `mysqldump --user=app --password='${samplePassword(10)}' shop`,
    ],
    misses: [
      () => 'mysql -u root -p shop',
      () => 'mysql -u app -p$MYSQL_PASSWORD shop',
      () => 'docker run --name mysql -p3306:3306 image',
      () => 'mysql -uroot -proot',
    ],
  },
  {
    id: 'mongodb-command-password',
    title: 'MongoDB command with a password',
    allows: 'read, and often change or delete, the data of that server',
    url: 'https://www.mongodb.com/docs/mongodb-shell/reference/options/',
    detect: [
      option(
        ['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoimport', 'mongoexport'],
        ' -p|--password',
      ),
    ],
    matches: [
      () => `mongodump --host db7.corp-tools.io -u app -p ${samplePassword(11)} --db shop`,
      () => `mongosh shop --username app --password "${samplePassword(12)}"`,
    ],
    misses: [() => 'mongosh -u app -p', () => 'mongodump -u app -p $PASSWORD --db shop'],
  },
  {
    id: 'redis-command-password',
    title: 'Redis command with a password',
    allows: 'read, change and delete the data of that server',
    url: 'https://redis.io/docs/latest/develop/tools/cli/',
    detect: [option(['redis-cli'], ' -a|--pass')],
    matches: [
      () => `redis-cli -h cache7.corp-tools.io -a ${samplePassword(13)} ping`,
      () => `redis-cli --pass '${samplePassword(14)}' info`,
      () => `redis-cli -a ${samplePassword(37)} ping`,
    ],
    misses: [() => 'redis-cli -a $REDIS_PASSWORD ping', () => 'redis-cli ping'],
  },
  {
    id: 'sqlserver-command-password',
    title: 'SQL Server command with a password',
    allows: 'read, and often change or delete, the data of that server',
    url: 'https://learn.microsoft.com/en-us/sql/tools/sqlcmd/sqlcmd-utility',
    detect: [option(['sqlcmd', 'bcp', 'osql', 'isql'], ' -P', ' ?')],
    matches: [
      () =>
        `/opt/mssql-tools/bin/sqlcmd -S sql7.corp-tools.io -U sa -P '${samplePassword(15)}' -Q "SELECT 1"`,
      () => `bcp shop.dbo.a out a.dat -S sql7 -U app -P${samplePassword(16)}`,
    ],
    misses: [() => 'sqlcmd -S sql7 -U sa -P $SA_PASSWORD', () => 'sqlcmd -S sql7 -E'],
  },
  {
    id: 'ldap-command-password',
    title: 'LDAP command with a password',
    allows: 'read, and often change, the directory of people and groups',
    url: 'https://www.openldap.org/software/man.cgi?query=ldapsearch',
    detect: [
      option(
        ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldapwhoami', 'ldappasswd'],
        ' -w',
        ' {0,2}',
      ),
    ],
    matches: [
      () =>
        `ldapsearch -x -H ldap://dir7.corp-tools.io -D cn=app,dc=corp -w ${samplePassword(17)} -b dc=corp`,
      () => `ldapadd -D "cn=app,dc=corp" -w '${samplePassword(18)}' -f a.ldif`,
    ],
    misses: [() => 'ldapsearch -x -W -D cn=app', () => 'ldapsearch -x -D cn=admin -w $LDAP_PASSWORD'],
  },
  {
    id: 'command-login-password',
    title: 'Login command with a password or token',
    allows: 'sign in to that registry, cluster or cloud',
    url: 'https://docs.docker.com/reference/cli/docker/login/',
    detect: [
      option(
        [
          'docker login',
          'podman login',
          'nerdctl login',
          'buildah login',
          'registry login',
          'oc login',
          'az login',
          'acr login',
          'cf login',
          'argocd login',
          'ibmcloud login',
          'skopeo login',
        ],
        ' -p|--password|--token|--apikey',
      ),
      token(
        piped.flatMap((program) => [`| ${program}`, `|${program}`]),
        new RegExp(
          `[^|\\n]{0,120}?(?:echo|printf) {1,4}(?:-[en]{1,2} |["']%s["'] )?["']?(?<secret>[^\\s"'\`$|]{3,200})["']? {0,4}\\| {0,4}(?:${piped.join('|')})`,
        ),
        { lead: { chars: /[^\n]/, max: 340 }, notBefore: null, notAfter: null },
      ),
    ],
    matches: [
      () => `docker login -u deploy -p ${samplePassword(19)} registry.corp-tools.io`,
      () =>
        `az login --service-principal -u app -p '${join(random('base62', 10), '~', random('base62', 20))}' --tenant t`,
      () => `oc login https://c7.corp-tools.io:6443 --token=${random('base62', 43)}`,
      () => `echo ${samplePassword(38)} | docker login -u deploy --password-stdin registry.corp-tools.io`,
      () =>
        `printf '%s' "${samplePassword(39)}" | helm registry login -u deploy --password-stdin r.corp-tools.io`,
    ],
    misses: [
      () => 'docker login -u deploy -p $REGISTRY_PASSWORD registry.corp-tools.io',
      () => 'docker login -u user -p password',
      () => 'docker login --password-stdin',
      () => 'echo "$TOKEN" | docker login -u deploy --password-stdin',
      () => 'echo "logging in" && cat token | docker login -u deploy --password-stdin',
    ],
  },
  {
    id: 'helm-set-secret',
    // `--set jfrog.password=…`: the rule of the service it names says more.
    generic: true,
    title: 'Helm command with a secret',
    allows: 'use what it opens in the cluster or behind it',
    url: 'https://helm.sh/docs/helm/helm_install/',
    detect: [
      token(
        ['--set ', '--set-string ', '--set=', '--set-literal '],
        /--set(?:-string|-literal)?[ =]["']?[^\s"'=]{0,120}(?:=[^\s"'=]{1,120}){0,6}?(?:password|passwd|secret|token|apikey|accesskey)[A-Za-z]{0,10}=["']?(?<secret>[^\s"'`$<{,]{4,200})/i,
        { notAfter: null },
      ),
    ],
    check: checkOption,
    matches: [
      () => `helm install shop ./shop --set postgresql.auth.password=${samplePassword(20)}`,
      () => `helm upgrade shop ./shop --set image.tag=7,auth.adminPassword=${samplePassword(21)}`,
    ],
    misses: [
      () => 'helm install shop ./shop --set auth.password=$PASSWORD',
      () => 'helm install shop ./shop --set auth.existingSecret=shop-secret',
    ],
  },
  {
    id: 'openssl-passphrase',
    title: 'OpenSSL command with a passphrase',
    allows: 'decrypt the key or file that it protects',
    url: 'https://docs.openssl.org/master/man1/openssl-passphrase-options/',
    detect: [
      token(
        [
          '-pass pass:',
          '-passin pass:',
          '-passout pass:',
          '-pass "pass:',
          `-pass 'pass:`,
          `-passin 'pass:`,
          `-passout 'pass:`,
        ],
        /-pass(?:in|out)? ["']?pass:["']?(?<secret>[^\s"'`$<{][^\s"'`]{2,200})/,
        { notAfter: null },
      ),
      token(
        ['openssl enc ', 'openssl aes-', 'openssl des3 '],
        new RegExp(`openssl (?:enc|aes-[\\w-]{1,20}|des3)${rest} -k {1,3}${value}`),
        { notAfter: null },
      ),
    ],
    matches: [
      () => `openssl enc -aes-256-cbc -k ${samplePassword(36)} -in a -out b`,
      () => `openssl enc -d -aes-256-cbc -in a.enc -pass pass:${samplePassword(22)}`,
      () => `openssl rsa -in a.key -passin pass:${samplePassword(23)} -out b.key`,
    ],
    misses: [
      () => 'openssl rsa -passin pass:$PASS',
      () => 'openssl req -passout pass:password -new',
      () => 'openssl rsa -passin pass:',
    ],
  },
  {
    id: 'gpg-passphrase',
    title: 'OpenPGP passphrase',
    allows: 'use the private key that it protects, once they have that',
    url: 'https://www.gnupg.org/documentation/manuals/gnupg/GPG-Esoteric-Options.html',
    detect: [
      option(['gpg', 'gpg2'], '--passphrase'),
      token(
        'gpg.',
        /gpg\.\w{3,24}\([^()]{0,400}?passphrase\s{0,2}=\s{0,2}["'](?<secret>[^"'\r\n]{3,200})["']/i,
        { notAfter: null },
      ),
      token('signing.gnupg.passphrase', /signing\.gnupg\.passphrase\s?=\s?(?<secret>[^\s${<]{4,200})/, {
        notAfter: null,
      }),
    ],
    matches: [
      () => `gpg --batch --yes --passphrase ${samplePassword(24)} -d a.gpg`,
      () => `gpg.decrypt_file(f, passphrase='${samplePassword(25)}', output='a')`,
      () => `signing.gnupg.passphrase=${samplePassword(26)}`,
    ],
    misses: [
      () => 'gpg --batch --passphrase "$PASS" -d a.gpg',
      () => 'gpg.decrypt(data, passphrase=passphrase)',
      () => 'gpg --passphrase-fd 0',
    ],
  },
  {
    id: 'windows-net-password',
    title: 'Windows net command with a password',
    allows: signIn,
    url: 'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/gg651155(v=ws.11)',
    detect: [
      token(
        'net use ',
        /net use (?:[a-z]:|\*)? {0,4}\\\\[^\s"]{3,200} {1,4}"?(?<secret>[^\s"$%<{/*][^\s"]{2,120})"? {1,4}\/user:/i,
        { ignoreCase: true, notAfter: null },
      ),
      token(
        'net use ',
        /net use (?:[a-z]:|\*)? {0,4}\\\\[^\s"]{3,200} {1,4}\/user:[^\s"]{1,120} {1,4}"?(?<secret>[^\s"$%<{/*][^\s"]{2,120})/i,
        { ignoreCase: true, notAfter: null },
      ),
      token(
        'net user ',
        /net user [^\s"/$%]{1,60} {1,4}"?(?<secret>[^\s"$%<{/*][^\s"]{2,120})"? {1,4}\/add/i,
        { ignoreCase: true, notAfter: null },
      ),
    ],
    matches: [
      () => `net use Z: \\\\files7\\share ${samplePassword(27)} /user:CORP\\svc`,
      () => `net use \\\\files7\\share /user:svc ${samplePassword(28)} /persistent:no`,
      () => `net user svc ${samplePassword(29)} /add`,
    ],
    misses: [
      () => 'net use Z: \\\\files7\\share /user:CORP\\svc',
      () => 'net use Z: \\\\files7\\share %PASSWORD% /user:svc',
      () => 'net user svc /add',
    ],
  },
  {
    id: 'unix-account-password',
    title: 'Unix account password in a command',
    allows: 'sign in to every machine that is set up with it',
    url: 'https://man7.org/linux/man-pages/man8/chpasswd.8.html',
    detect: [
      token(
        'chpasswd',
        /[^|\n]{0,80}?echo {1,4}(?:-[en] )?["']?[a-z_][\w-]{0,31}:(?<secret>[^\s"'`$|]{3,120})["']? {0,4}\| {0,4}(?:sudo )?(?:\/usr\/sbin\/)?chpasswd/,
        { lead: { chars: /[^\n]/, max: 120 }, notBefore: null, notAfter: null },
      ),
      token(
        ['| sudo -S', '|sudo -S'],
        /[^|\n]{0,80}?echo {1,4}(?:-[en] )?["']?(?<secret>[^\s"'`$|]{3,120})["']? {0,4}\| {0,4}sudo -S/,
        { lead: { chars: /[^\n]/, max: 120 }, notBefore: null, notAfter: null },
      ),
    ],
    matches: [
      () => `RUN echo "deploy:${samplePassword(30)}" | chpasswd`,
      () => `echo '${samplePassword(31)}' | sudo -S apt-get update`,
    ],
    misses: [
      () => 'echo "$USER:$PASSWORD" | chpasswd',
      () => `RUN echo 'root:root' | chpasswd`,
      () => 'echo $PASSWORD | sudo -S ls',
    ],
  },
  {
    id: 'samba-command-password',
    title: 'Samba command with a password',
    allows: 'read, and often change, the shared files',
    url: 'https://www.samba.org/samba/docs/current/man-html/smbclient.1.html',
    detect: [
      token(
        ['smbclient ', 'rpcclient ', 'smbget ', 'wmic -U'],
        new RegExp(
          `(?:smbclient|rpcclient|smbget|wmic) ${rest}(?:-U|--user)[= ]{0,2}["']?[\\w\\\\/.@-]{1,100}%(?<secret>[^\\s"'\`$<{|;&]{3,120})`,
        ),
        { notAfter: null },
      ),
    ],
    matches: [
      () => `smbclient //files7/share -U 'CORP\\svc%${samplePassword(32)}' -c ls`,
      () => `rpcclient -U svc%${samplePassword(33)} dc7.corp-tools.io`,
    ],
    misses: [() => 'smbclient //files7/share -U svc%$PASSWORD', () => 'smbclient -L files7 -U svc'],
  },
  {
    id: 'npm-config-token',
    title: 'Registry token in an npm, pnpm or Yarn command',
    generic: true,
    allows: 'read, and often publish, packages of that registry',
    url: 'https://docs.npmjs.com/cli/commands/npm-config',
    detect: [
      token(
        ['npm config set ', 'npm set ', 'yarn config set '],
        /(?:p?npm (?:config )?set|yarn config set) (?:-\S{1,20} ){0,3}["']?(?:\/\/[^\s"'=]{1,200}:_(?:authToken|auth|password)|_authToken|_auth|npmAuthToken|npmAuthIdent)["']?[ =]{1,3}["']?(?<secret>[^\s"'`$<{][^\s"'`;&|]{7,400})/,
        { notBefore: /[A-Za-z0-9_-]/, notAfter: null },
      ),
    ],
    check: mustLookGenerated,
    matches: [
      () => `npm config set //npm.corp-tools.io/:_authToken ${random('base62', 40)}`,
      () => `npm set //npm.corp-tools.io/:_authToken=${random('hex', 40)}`,
      () => `yarn config set npmAuthToken "${random('base62', 36)}"`,
    ],
    misses: [
      () => 'npm config set //npm.corp-tools.io/:_authToken ${NPM_TOKEN}',
      () => 'npm config set //npm.corp-tools.io/:_authToken "$NPM_TOKEN"',
      () => 'npm config set registry https://npm.corp-tools.io',
    ],
  },
  {
    id: 'command-option-secret',
    title: 'Command with a password or token among its arguments',
    allows: 'use what it opens; arguments also show in lists of processes and in histories',
    url: 'https://cwe.mitre.org/data/definitions/214.html',
    detect: [
      token(
        ['-password', '-passwd', '-passphrase', '-token', '-api-key', '-apikey', '-secret', '--pass '],
        /--?(?:[A-Za-z0-9]{1,20}-){0,4}(?:password|passwd|passphrase|token|api-?key|secret(?:-key)?|pass)(?: {1,3}|["'],\s{0,40}["']|["']?\r?\n[ \t]{0,40}-[ \t]{1,4})["']?(?<secret>[^\s"'`$<{([|;&,-][^\s"'`|;&<>]{5,400})/,
        { lead: { chars: /[A-Za-z0-9-]/, max: 60 }, notBefore: /[A-Za-z0-9_./\\]/, notAfter: null },
      ),
    ],
    check: checkOption,
    generic: true,
    matches: [
      () => `./deploy --user app --password ${samplePassword(34)} --force`,
      () => `sonar-scanner --token ${random('hex', 40)}`,
      () => `args: ["--db-password", "${samplePassword(35)}"]`,
      () => `args:\n  - --db-password\n  - ${samplePassword(40)}\n`,
    ],
    misses: [
      () => '--password string   the password to use (default "")',
      () => '  --token TOKEN  the token of the service',
      () => './deploy --password $PASSWORD',
      () => './deploy --password /run/secrets/password.txt',
      () => '--password-stdin  read it from the input',
      () => `["access-token", "${random('base62', 30)}"]`,
    ],
  },
]

export const commandLines: readonly SecretRule[] = commands.map(({ allows, url, check, ...own }) => ({
  ...own,
  kind: 'secret',
  severity: 'high',
  confidence: 'medium',
  why: `Whoever reads it can ${allows}.`,
  fix: 'Change it where it is used, and let the command read it from the environment, a file that only its user can read, or a secret store.',
  source: unverified(url),
  randomBits: 0,
  check: check ?? checkCommandPassword,
}))
