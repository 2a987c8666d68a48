import type { SecretRule } from '../../engine/rule.ts'
import { type Driver, checkConnectionString } from './checks/connection-string.ts'
import { judgeCredentials } from './checks/credentials.ts'
import { samplePassword } from './sample-texts.ts'
import { type Sample, random, token, unverified } from './service-rule.ts'

/** `Password=` and `Pwd=` in a string of keys and values; the check looks at its neighbours. */
const inKeysAndValues = token(
  ['password=', 'password =', 'pwd=', 'pwd ='],
  /(?:password|pwd) ?= {0,3}(?<secret>"[^"\r\n]{1,128}"|'[^'\r\n]{1,128}'|[^;,"'<>\s)]{1,128})/i,
  { ignoreCase: true, notAfter: null },
)

interface Form {
  readonly driver: Driver
  readonly name: string
  readonly url: string
  readonly matches: readonly Sample[]
}

const forms: readonly Form[] = [
  {
    driver: 'sqlserver',
    name: 'SQL Server',
    url: 'https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax',
    matches: [
      () =>
        `connectionString="Data Source=sql7.corp-tools.io;Initial Catalog=shop;User ID=app;Password=${samplePassword(1)};" />`,
      () =>
        `"Server=tcp:shop.database.windows.net,1433;Database=shop;Uid=app;Pwd=${samplePassword(2)};Encrypt=yes"`,
      () => `Password=${samplePassword(3)};User ID=app;Initial Catalog=shop;Data Source=sql7.corp-tools.io`,
    ],
  },
  {
    driver: 'mysql',
    name: 'MySQL or MariaDB',
    url: 'https://dev.mysql.com/doc/connector-net/en/connector-net-connections-string.html',
    matches: [
      () =>
        `Server=db7.corp-tools.io; Port=3306; Database=shop; Uid=app; Pwd=${samplePassword(4)}; SslMode=Preferred;`,
      () =>
        `"DRIVER={MySQL ODBC 8.0 Unicode Driver};SERVER=db7.corp-tools.io;UID=app;PWD=${samplePassword(5)}"`,
    ],
  },
  {
    driver: 'postgresql',
    name: 'PostgreSQL',
    url: 'https://www.npgsql.org/doc/connection-string-parameters.html',
    matches: [
      () => `Host=db7.corp-tools.io;Port=5432;Database=shop;Username=app;Password=${samplePassword(6)}`,
      () => `psycopg2.connect("host=db7.corp-tools.io dbname=shop user=app password=${samplePassword(7)}")`,
    ],
  },
  {
    driver: 'redis',
    name: 'Redis',
    url: 'https://stackexchange.github.io/StackExchange.Redis/Configuration.html',
    matches: [
      () =>
        `"shop.redis.cache.windows.net:6380,password=${random('base64', 43)}=,ssl=True,abortConnect=False"`,
    ],
  },
]

const fix =
  'Change the password on the server, and give the connection string to the program by the environment or a secret store.'
const shared = { kind: 'secret', severity: 'high', confidence: 'high', randomBits: 0, fix } as const

const byKeys: readonly SecretRule[] = forms.map(({ driver, name, url, matches }) => ({
  ...shared,
  id: `${driver}-connection-password`,
  title: `${name} password in a connection string`,
  why: 'Whoever reads the string and reaches the server can read, and often change or delete, its data.',
  source: unverified(url),
  detect: [inKeysAndValues],
  check: (secret, context) => checkConnectionString(driver, secret, context),
  matches,
  misses: [
    () => 'Server=db7;Database=shop;User Id=app;Password={your_password};',
    () => 'Server=db7;Database=shop;User Id=app;Password=$(DB_PASSWORD);Port=3306',
    () => `password=${samplePassword(8)}`,
    () => 'host=db7 dbname=shop user=app password=%s',
    () => 'if (user.password == password && pwd = "x")',
  ],
}))

/** The password that goes with an address of JDBC: in it, or as an argument after it. */
const jdbc: SecretRule = {
  ...shared,
  id: 'jdbc-connection-string',
  title: 'JDBC address with a password',
  why: 'Whoever reads the address and reaches the server can read, and often change or delete, its data.',
  source: unverified('https://docs.oracle.com/javase/8/docs/api/java/sql/DriverManager.html'),
  detect: [
    token(
      'jdbc:',
      /jdbc:[a-z0-9:]{2,40}[^\s"'`<>]{1,400}?[?&;:,(]password=(?<secret>[^\s"'`<>&;,)]{1,200})/i,
      { notAfter: null },
    ),
    token('jdbc:oracle:', /jdbc:oracle:(?:thin|oci8?):[^\s"'`<>/@:]{1,64}\/(?<secret>[^\s"'`<>/@]{1,128})@/, {
      notAfter: null,
    }),
    token(
      'jdbc:',
      /jdbc:[^"\s]{4,300}"[^"();]{0,80},\s{0,40}"[^"\s]{1,80}",\s{0,40}"(?<secret>[^"\s]{1,128})"/,
      { notAfter: null },
    ),
    token(
      'getConnection(',
      /getConnection\(\s{0,40}[\w.()]{1,60},\s{0,40}"[^"\s]{1,80}",\s{0,40}"(?<secret>[^"\s]{1,128})"/,
      { notBefore: null, notAfter: null },
    ),
  ],
  check: (secret, { text }) =>
    judgeCredentials({
      user:
        /(?:user|username)=([^&;,)\s]{1,80})|"([^"\s]{1,80})",\s*"[^"\s]*"?$|oracle:\w+:([^/]{1,64})\//i
          .exec(text)
          ?.slice(1)
          .find(Boolean) ?? '',
      password: secret,
      host:
        /\/\/([^/;?:,\s"]{1,200})|@(?:\/\/)?([^/;?:,\s"]{1,200})/.exec(text)?.slice(1).find(Boolean) ?? '',
    }),
  matches: [
    () => `jdbc:mysql://db7.corp-tools.io:3306/shop?user=app&password=${samplePassword(9)}&useSSL=true`,
    () =>
      `url=jdbc:sqlserver://sql7.corp-tools.io:1433;databaseName=shop;user=app;password=${samplePassword(10)};encrypt=true`,
    () => `jdbc:oracle:thin:app/${samplePassword(11)}@db7.corp-tools.io:1521/shop`,
    () =>
      `DriverManager.getConnection("jdbc:postgresql://db7.corp-tools.io/shop", "app", "${samplePassword(12)}")`,
    () => `getConnection(url, "app", "${samplePassword(13)}");`,
  ],
  misses: [
    () => 'jdbc:mysql://db7/shop?user=app&password=${DB_PASSWORD}',
    () => 'jdbc:postgresql://localhost/test',
    () => 'getConnection(url, user, password)',
    () => 'jdbc:sqlserver://db7;user=app;password={password}',
  ],
}

const php: SecretRule = {
  ...shared,
  id: 'php-database-password',
  title: 'PHP call with a database password',
  why: 'Whoever reads it and reaches the server can read, and often change or delete, its data.',
  source: unverified('https://www.php.net/manual/en/pdo.construct.php'),
  detect: [
    token(
      'PDO(',
      /PDO\(\s{0,40}["'][a-z]{2,10}:[^"']{0,300}["'],\s{0,40}["'][^"'\s]{0,80}["'],\s{0,40}["'](?<secret>[^"'\s]{1,128})["']/i,
      { notAfter: null },
    ),
    token(
      ['mysqli(', 'mysqli_connect(', 'mysql_connect(', 'mysql_pconnect('],
      /mysqli?(?:_p?connect)?\(\s{0,40}["'][^"'\s]{0,200}["'],\s{0,40}["'][^"'\s]{0,80}["'],\s{0,40}["'](?<secret>[^"'\s]{1,128})["']/,
      { notAfter: null },
    ),
  ],
  check: (secret, { text }) => {
    const [host = '', user = ''] = [...text.matchAll(/["']([^"']{0,300})["']/g)].map((one) => one[1] ?? '')
    return judgeCredentials({
      user,
      password: secret,
      host: /(?:host|server)\s?=\s?([^;,]{1,200})/.exec(host)?.[1] ?? host,
    })
  },
  matches: [
    () => `new PDO('mysql:host=db7.corp-tools.io;dbname=shop', 'app', '${samplePassword(14)}')`,
    () => `$con = mysqli_connect("db7.corp-tools.io", "app", "${samplePassword(15)}", "shop");`,
  ],
  misses: [
    () => 'new PDO($dsn, $user, $password)',
    () => 'mysqli_connect("localhost", "my_user", "$password", "my_db")',
  ],
}

const kafka: SecretRule = {
  ...shared,
  id: 'kafka-jaas-password',
  title: 'Kafka password in a JAAS configuration',
  why: 'Whoever reads it and reaches the brokers can read and send messages as that user.',
  source: unverified('https://kafka.apache.org/documentation/#security_sasl'),
  detect: [
    token(
      'LoginModule',
      /LoginModule\s{1,8}(?:required|requisite|sufficient|optional)[^;{}]{0,300}?password\s?=\s?\\?["'](?<secret>[^"'\\\s]{1,200})\\?["']/,
      {
        notBefore: null,
        notAfter: null,
      },
    ),
  ],
  check: (secret, { text }) =>
    judgeCredentials({
      user: /username\s?=\s?\\?["']([^"'\\]{1,80})/.exec(text)?.[1] ?? '',
      password: secret,
      host: 'kafka.corp',
    }),
  matches: [
    () =>
      `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="${samplePassword(16)}";`,
    () =>
      `KafkaClient {\n  org.apache.kafka.common.security.scram.ScramLoginModule required\n  username="app"\n  password="${samplePassword(17)}";\n};`,
  ],
  misses: [
    () => 'PlainLoginModule required username="${USER}" password="${PASSWORD}";',
    () => 'PlainLoginModule required;',
  ],
}

/** What Go's driver takes, and what is written so elsewhere too: `user:password@tcp(host:3306)/database`. */
const goMysql: SecretRule = {
  ...shared,
  id: 'mysql-data-source-name',
  title: 'MySQL password in a data source name',
  why: 'Whoever reads the string and reaches the server can read, and often change or delete, its data.',
  source: unverified('https://github.com/go-sql-driver/mysql#dsn-data-source-name'),
  detect: [
    token(
      '@tcp(',
      /[^\s"'`<>:/\\{}|$?#()[\]]{1,64}:(?<secret>[^\s"'`<>{}|()]{1,200})@tcp\([\w.:$%{[\]-]{1,253}/,
      { lead: { chars: /[^\s"'`=(]/, max: 280 }, notBefore: null, notAfter: null },
    ),
  ],
  check: (secret, { text }) =>
    judgeCredentials({
      user: text.slice(0, text.indexOf(':')),
      password: secret,
      host: text.slice(text.lastIndexOf('@tcp(') + 5).replace(/:\d{1,5}$/, ''),
    }),
  matches: [
    () => `dsn := "app:${samplePassword(18)}@tcp(db7.corp-tools.io:3306)/shop?parseTime=true"`,
    () => `DSN=app:${samplePassword(19)}@tcp(db7.corp-tools.io)/shop\n`,
  ],
  misses: [
    () => 'user:password@tcp(127.0.0.1:3306)/hello',
    () => '${USER}:${PASSWORD}@tcp(db7.corp-tools.io)/shop',
    () => 'fmt.Sprintf("%s:%s@tcp(%s)/%s", user, password, host, name)',
    () => '@tcp(db7.corp-tools.io)/shop',
  ],
}

export const connectionStrings: readonly SecretRule[] = [...byKeys, jdbc, php, kafka, goMysql]
