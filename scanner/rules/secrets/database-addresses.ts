import type { SecretRule } from '../../engine/rule.ts'
import { checkUrlPassword } from './checks/url-credentials.ts'
import { address } from './address-pattern.ts'
import { join, random, unverified } from './service-rule.ts'

interface Store {
  /** First part of the rule's id. */
  readonly id: string
  readonly name: string
  readonly schemes: readonly string[]
  readonly url: string
  /** What an account of it opens, where that is not data. */
  readonly opens?: string
  readonly severity?: SecretRule['severity']
}

/** Everything that is reached by an address with a user and a password in it, and holds data or messages. */
const stores: readonly Store[] = [
  {
    id: 'mongodb',
    name: 'MongoDB',
    schemes: ['mongodb'],
    url: 'https://www.mongodb.com/docs/manual/reference/connection-string/',
  },
  {
    id: 'postgresql',
    name: 'PostgreSQL',
    schemes: ['postgres', 'postgresql', 'postgis', 'pgsql', 'cockroachdb', 'cockroach', 'timescale'],
    url: 'https://www.postgresql.org/docs/current/libpq-connect.html',
  },
  {
    id: 'mysql',
    name: 'MySQL or MariaDB',
    schemes: ['mysql', 'mysql2', 'mysqlx', 'mysqli', 'mariadb'],
    url: 'https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html',
  },
  {
    id: 'sqlserver',
    name: 'SQL Server',
    schemes: ['mssql', 'sqlserver'],
    url: 'https://docs.sqlalchemy.org/en/20/dialects/mssql.html',
  },
  {
    id: 'oracle',
    name: 'Oracle Database',
    schemes: ['oracle'],
    url: 'https://docs.sqlalchemy.org/en/20/dialects/oracle.html',
  },
  {
    id: 'redis',
    name: 'Redis or Valkey',
    schemes: ['redis', 'rediss', 'valkey', 'valkeys'],
    url: 'https://www.iana.org/assignments/uri-schemes/prov/redis',
  },
  {
    id: 'rabbitmq',
    name: 'RabbitMQ',
    schemes: ['amqp', 'amqps', 'rabbitmq'],
    url: 'https://www.rabbitmq.com/docs/uri-spec',
    opens: 'read, change and send messages',
  },
  {
    id: 'clickhouse',
    name: 'ClickHouse',
    schemes: ['clickhouse', 'clickhouses'],
    url: 'https://clickhouse.com/docs/interfaces/cli',
  },
  {
    id: 'cassandra',
    name: 'Cassandra',
    schemes: ['cassandra', 'scylla'],
    url: 'https://cassandra.apache.org/doc/latest/',
  },
  {
    id: 'couchdb',
    name: 'CouchDB or Couchbase',
    schemes: ['couchdb', 'couchdbs', 'couchbase', 'couchbases'],
    url: 'https://docs.couchdb.org/en/stable/api/server/authn.html',
  },
  {
    id: 'neo4j',
    name: 'Neo4j',
    schemes: ['neo4j', 'neo4js', 'bolt'],
    url: 'https://neo4j.com/docs/javascript-manual/current/connect-advanced/',
  },
  {
    id: 'elasticsearch',
    name: 'Elasticsearch or OpenSearch',
    schemes: ['elasticsearch', 'elastic', 'es', 'opensearch'],
    url: 'https://www.elastic.co/guide/en/elasticsearch/reference/current/http-clients.html',
  },
  {
    id: 'influxdb',
    name: 'InfluxDB',
    schemes: ['influxdb', 'influxdbs'],
    url: 'https://docs.influxdata.com/influxdb/v1/tools/api/',
  },
  {
    id: 'snowflake',
    name: 'Snowflake',
    schemes: ['snowflake'],
    url: 'https://docs.snowflake.com/en/developer-guide/python-connector/sqlalchemy',
  },
  {
    id: 'redshift',
    name: 'Amazon Redshift',
    schemes: ['redshift'],
    url: 'https://docs.aws.amazon.com/redshift/latest/mgmt/python-configuration-options.html',
  },
  {
    id: 'trino',
    name: 'Trino or Presto',
    schemes: [
      'trino',
      'presto',
      'hive',
      'impala',
      'databricks',
      'vertica',
      'teradatasql',
      'db2',
      'ibm_db_sa',
      'firebird',
      'saphana',
      'hana',
    ],
    url: 'https://trino.io/docs/current/client/jdbc.html',
  },
  {
    id: 'kafka',
    name: 'Kafka',
    schemes: ['kafka'],
    url: 'https://kafka.apache.org/documentation/#security_sasl',
    opens: 'read and send messages',
  },
  {
    id: 'mqtt',
    name: 'MQTT broker',
    schemes: ['mqtt', 'mqtts', 'mqttwss'],
    url: 'https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html',
    opens: 'read and send the messages of its devices',
    severity: 'medium',
  },
  {
    id: 'nats',
    name: 'NATS',
    schemes: ['nats', 'stomp'],
    url: 'https://docs.nats.io/using-nats/developer/connecting',
    opens: 'read and send messages',
    severity: 'medium',
  },
  {
    id: 'ldap',
    name: 'LDAP',
    schemes: ['ldap', 'ldaps'],
    url: 'https://www.rfc-editor.org/rfc/rfc4516',
    opens: 'read, and often change, the directory of people and groups',
  },
  {
    id: 'smtp',
    name: 'Mail server',
    schemes: ['smtp', 'smtps', 'submission', 'imap', 'imaps', 'pop3', 'pop3s'],
    url: 'https://nodemailer.com/smtp/',
    opens: 'send mail in its owner’s name, or read theirs',
    severity: 'medium',
  },
]

export const databaseAddresses: readonly SecretRule[] = stores.map(
  ({ id, name, schemes, url, opens, severity = 'high' }) => {
    const scheme = schemes[0]!
    return {
      id: `${id}-connection-string`,
      kind: 'secret',
      title: `${name} password in an address`,
      severity,
      confidence: 'high',
      why: `Whoever reads the address and reaches the server can ${opens ?? 'read, and often change or delete, its data'}.`,
      fix: 'Change the password on the server, and give the address to the program by the environment or a secret store.',
      source: unverified(url),
      randomBits: 0,
      detect: [address(schemes)],
      check: checkUrlPassword,
      matches: [
        () =>
          `DATABASE_URL=${scheme}://app:${join('k3', random('base62', 12))}@db7.corp-tools.io:4444/shop\n`,
        () =>
          `url: '${scheme}+driver://app:${join('Zq', random('base62', 7), '@', random('base62', 4))}@10.3.4.5/shop?ssl=true'`,
        () => `<string>${scheme}://app:${join('x%2F', random('base62', 12))}@db7.corp-tools.io</string>`,
      ],
      misses: [
        () => `${scheme}://\${DB_USER}:\${DB_PASSWORD}@db7.corp-tools.io/shop`,
        () => `${scheme}://db7.corp-tools.io:4444/shop`,
        () => `${scheme}://app:{{ password }}@db7.corp-tools.io/shop`,
        () => `${scheme}://<user>:<password>@db7.corp-tools.io/shop`,
        () => `${scheme}://app:$(DB_PASSWORD)@db7.corp-tools.io/shop`,
      ],
    }
  },
)
