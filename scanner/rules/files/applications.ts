import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { random } from '../../engine/sample.ts'
import { anyAssignments, hasRealUrlCredentials } from './content/assignments.ts'
import { anyOf, codeHoldsReal, containsText, holdsReal, holdsUrlCredentials } from './content/looks.ts'
import { contentLines, textOf } from './content/text.ts'
import { valueKind } from './content/values.ts'
import { read, secret, text, unverified } from './papers.ts'

/** YAML settings of Rails and its like: `password: literal`, or a URL with one. ERB and environment look-ups are fine. */
function lookAtDatabaseYaml(file: InspectedFile): Verdict | undefined {
  const lines = contentLines(textOf(file))
  const isReal = anyAssignments(lines.join('\n')).some(
    (one) => /^(?:.*[._])?(?:password|passwd)$/i.test(one.name) && valueKind(one.value) === 'real',
  )
  return isReal || lines.some(hasRealUrlCredentials) ? undefined : { drop: 'no literal password' }
}

const moveOut = (what: string): string =>
  `Read ${what} from the environment or a secret store, and replace it where it is used. Rewrite history only if it can’t be replaced.`

export const applicationRules: readonly FileRule[] = [
  {
    id: 'wordpress-config-file',
    kind: 'file',
    title: 'WordPress configuration with secrets',
    severity: 'high',
    confidence: 'high',
    why: 'It holds the database password and the keys that sign every session of the site.',
    fix: moveOut('the database password and the keys'),
    source: unverified('https://developer.wordpress.org/advanced-administration/wordpress/wp-config/'),
    names: {
      bases: ['wp-config.php', 'wp-config.inc', 'wp-config.txt', 'wp-config-local.php', 'local-config.php'],
    },
    nameAlone: false,
    look: codeHoldsReal(
      /^(?:DB_PASSWORD|(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)|FTP_PASS|WP_REDIS_PASSWORD)$/,
    ),
    matches: [
      text('wp-config.php', () => ['<?php', `define( 'DB_PASSWORD', '${secret(16)}' );`]),
      text('public/wp-config.php.bak', () => ['<?php', `define('AUTH_KEY', "${secret(64)}");`]),
      text('.wp-config.php.swp', () => [`define('DB_PASSWORD', '${secret(16)}');`]),
    ],
    misses: [
      text('wp-config.php', () => [
        '<?php',
        "define( 'DB_PASSWORD', 'password_here' );",
        "define('AUTH_KEY', 'put your unique phrase here');",
      ]),
      text('wp-config.php', () => ["define('DB_PASSWORD', getenv('DB_PASSWORD'));"]),
      text('wp-config-sample.php', () => [`define('DB_PASSWORD', '${secret(16)}');`]),
    ],
  },
  {
    id: 'php-config-file',
    kind: 'file',
    title: 'PHP configuration with secrets',
    severity: 'high',
    confidence: 'medium',
    why: 'It holds the database password or the key that protects the site’s sessions.',
    fix: moveOut('the password'),
    source: unverified('https://www.mediawiki.org/wiki/Manual:LocalSettings.php'),
    names: {
      bases: [
        'localsettings.php',
        'config.php',
        'config.inc.php',
        'configuration.php',
        'settings.php',
        'settings.local.php',
        'settings.inc.php',
        'parameters.php',
        'database.php',
        'db.php',
        'dbconfig.php',
        'db_config.php',
        'db.inc.php',
        'conn.php',
        'connect.php',
        'connection.php',
        'config.local.php',
        'config_local.php',
        'local.xml',
        'env.php',
        'db-config.php',
        'config.db.php',
        'dbconnect.php',
        'main-local.php',
      ],
      ends: ['config.php', 'config.inc.php'],
    },
    nameAlone: false,
    look: anyOf(
      codeHoldsReal(
        /^(?:\$?\w{0,40}(?:password|passwd|dbpass|db_pass|pass|pwd|smtp_pass|secretkey|blowfish_secret|hash_salt|crypt_key|upgradekey|secret))$/i,
      ),
      containsText(
        /mysqli?_connect\s{0,4}\(\s{0,4}["'][^"'\n]{1,200}["']\s{0,4},\s{0,4}["'][^"'\n]{1,100}["']\s{0,4},\s{0,4}["'](?!root|password|your|xxx|test|\*|<)[^"'\n]{6,200}["']/i,
      ),
      containsText(/<password><!\[CDATA\[(?!root|password|your|<|\{)[^\]]{6,200}\]\]>/),
    ),
    matches: [
      text('LocalSettings.php', () => [`$wgDBpassword = "${secret(16)}";`]),
      text('config.inc.php', () => [`$cfg['blowfish_secret'] = '${secret(32)}';`]),
      text('config.php', () => ['<?php return [', `  'password' => '${secret(16)}',`, '];']),
    ],
    misses: [
      text('config/database.php', () => ["'password' => env('DB_PASSWORD', ''),"]),
      text('config.php', () => ["$db_pass = '';", "$password = $_POST['password'];"]),
      text('lang/config.php', () => ["'password' => 'Your password',"]),
    ],
  },
  {
    id: 'django-settings-file',
    kind: 'file',
    title: 'Django or Flask settings with secrets',
    severity: 'high',
    confidence: 'medium',
    why: 'SECRET_KEY signs sessions and password-reset links, and the database password opens the data.',
    fix: moveOut('the key or password'),
    source: unverified('https://docs.djangoproject.com/en/stable/ref/settings/#secret-key'),
    names: {
      bases: [
        'settings.py',
        'local_settings.py',
        'settings_local.py',
        'production.py',
        'prod_settings.py',
        'settings_prod.py',
        'settings_production.py',
        'config.py',
        'secrets.py',
        'secret_key.py',
        'credentials.py',
        'secret.py',
        'local_config.py',
        'superset_config.py',
        'jupyter_notebook_config.py',
        'jupyter_server_config.py',
        'webserver_config.py',
      ],
    },
    nameAlone: false,
    look: (file, path) => {
      const verdict = codeHoldsReal(
        /^(?:[\w.]{0,40}(?:SECRET_KEY|PASSWORD|PASSWD|API_KEY|SECRET|ACCESS_TOKEN|AUTH_TOKEN|SIGNING_KEY)|PASSWORD|password)$/,
      )(file, path)
      if (verdict !== undefined) return verdict
      return textOf(file).includes('django-insecure-')
        ? { severity: 'low', note: 'a key that Django generated for development' }
        : undefined
    },
    matches: [
      text('app/settings.py', () => [`SECRET_KEY = '${secret(50)}'`]),
      text('local_settings.py', () => [`    'PASSWORD': '${secret(14)}',`]),
    ],
    misses: [
      text('settings.py', () => [
        "SECRET_KEY = os.environ['SECRET_KEY']",
        "AUTH_PASSWORD_VALIDATORS = ['django.contrib.auth']",
      ]),
      text('credentials.py', () => [
        'class Credentials:',
        '    def __init__(self, password):',
        '        self.password = password',
      ]),
    ],
  },
  {
    id: 'rails-database-config',
    kind: 'file',
    title: 'Database configuration with a password',
    severity: 'high',
    confidence: 'high',
    why: 'It logs in to the application’s database.',
    fix: moveOut('the password'),
    source: read('https://guides.rubyonrails.org/configuring.html#configuring-a-database'),
    names: {
      bases: [
        'database.yml',
        'database.yaml',
        'mongoid.yml',
        'mongoid.yaml',
        'databases.yml',
        'cable.yml',
        'redis.yml',
        'sidekiq.yml',
        'shards.yml',
        'parameters.yml',
        'doctrine.yaml',
        'propel.yml',
        'ormconfig.json',
        'knexfile.js',
      ],
    },
    nameAlone: false,
    look: lookAtDatabaseYaml,
    matches: [
      text('config/database.yml', () => [
        'production:',
        '  adapter: postgresql',
        `  password: ${secret(16)}`,
      ]),
      text('database.yml', () => [`  url: postgres://app:${secret(16)}@db.example.net/app`]),
    ],
    misses: [
      text('config/database.yml', () => ['production:', '  password: <%= ENV["DB_PASSWORD"] %>']),
      text('config/database.yml', () => [
        'development:',
        '  password: postgres',
        `  # password: ${secret(12)}`,
      ]),
    ],
  },
  {
    id: 'rails-secret-token-file',
    kind: 'file',
    title: 'Rails initializer with a secret',
    severity: 'high',
    confidence: 'high',
    why: 'The secret token signs every session: who has it signs in as anybody, and on old versions runs code.',
    fix: moveOut('the secret'),
    source: read('https://guides.rubyonrails.org/security.html'),
    names: {
      bases: [
        'secret_token.rb',
        'session_store.rb',
        'devise.rb',
        'omniauth.rb',
        'carrierwave.rb',
        'fog.rb',
        'stripe.rb',
        'aws.rb',
        'paperclip.rb',
        'sorcery.rb',
        'doorkeeper.rb',
        'twilio.rb',
        'braintree.rb',
        'secret_key_base.rb',
      ],
    },
    nameAlone: false,
    look: anyOf(
      codeHoldsReal(
        /^[:\w.]{0,60}(?:secret_token|secret_key_base|secret_key|pepper|secret_access_key|aws_secret_access_key|api_key|consumer_secret|app_secret|client_secret|private_key|auth_token)$/i,
      ),
      containsText(
        /provider[ (]{1,3}:\w{1,40}\s{0,4},\s{0,4}["'][^"'\n]{6,200}["']\s{0,4},\s{0,8}["'](?!<|your|xxx|app_?secret|secret|consumer)[\w-]{16,200}["']/i,
      ),
    ),
    matches: [
      text('config/initializers/secret_token.rb', () => [
        `App::Application.config.secret_token = '${random('hex', 128)}'`,
      ]),
      text('config/initializers/omniauth.rb', () => [
        `  provider :github, '${secret(20)}', '${random('hex', 40)}'`,
      ]),
      text('carrierwave.rb', () => [`    :aws_secret_access_key  => '${secret(40)}',`]),
    ],
    misses: [
      text('config/initializers/secret_token.rb', () => ["App.config.secret_token = ENV['SECRET_TOKEN']"]),
      text('omniauth.rb', () => ["provider :github, ENV['ID'], ENV['SECRET']"]),
    ],
  },
  {
    id: 'server-config-file',
    kind: 'file',
    title: 'Server configuration with a password',
    severity: 'high',
    confidence: 'medium',
    why: 'It holds what the server signs in with, or what others sign in to the server with.',
    fix: moveOut('the password'),
    source: read('https://redis.io/docs/latest/operate/oss_and_stack/management/security/'),
    names: {
      bases: [
        'redis.conf',
        'sentinel.conf',
        'rabbitmq.conf',
        'odoo.conf',
        'openerp-server.conf',
        'pgbouncer.ini',
        'userlist.txt',
        'kibana.yml',
        'elasticsearch.yml',
        'airflow.cfg',
        'grafana.ini',
        'app.ini',
        'homeassistant.secrets',
        'zabbix_server.conf',
        'squid.conf',
        'freeradius.conf',
        'clients.conf',
        'slapd.conf',
        'mongod.conf',
        'supervisord.conf',
        'standalone.xml',
        'context.xml',
      ],
    },
    nameAlone: false,
    look: anyOf(
      holdsReal(
        /^(?:requirepass|masterauth|password|passwd|admin_passwd|db_password|dbpassword|default_pass|secret_key|fernet_key|rootpw|admin_password|internal_token|jwt_secret|elasticsearch\.password|smtp_password|xpack\.security\.\w{0,40}key)$/i,
      ),
      containsText(
        /^(?:requirepass|masterauth|rootpw)[ \t]{1,8}"?(?!foobared|<|\$|your|change)[^\s"#]{8,200}/m,
      ),
      containsText(/^"[^"\n]{1,80}" "(?:md5[0-9a-f]{32}|SCRAM-SHA-256\$)/m),
    ),
    matches: [
      text('redis.conf', () => ['port 6379', `requirepass ${secret(24)}`]),
      text('odoo.conf', () => ['[options]', `admin_passwd = ${secret(16)}`]),
    ],
    misses: [
      text('redis.conf', () => ['# requirepass foobared', 'port 6379']),
      text('grafana.ini', () => [';admin_password = admin']),
    ],
  },
  {
    id: 'connection-settings-file',
    kind: 'file',
    title: 'Settings with a database password',
    severity: 'high',
    confidence: 'medium',
    why: 'It logs in to the application’s database or mail server.',
    fix: moveOut('the password'),
    source: unverified('https://learn.microsoft.com/aspnet/core/security/app-secrets'),
    names: {
      bases: [
        'web.config',
        'app.config',
        'appsettings.production.json',
        'hibernate.cfg.xml',
        'persistence.xml',
        'jdbc.properties',
        'db.properties',
        'database.properties',
        'datasource.properties',
        'hibernate.properties',
        'alembic.ini',
        'liquibase.properties',
        'flyway.conf',
        'flyway.properties',
        'dbconfig.xml',
        'server.xml',
        'application-prod.properties',
        'application-production.properties',
        'application-prod.yml',
        'application-production.yml',
      ],
    },
    nameAlone: false,
    look: anyOf(
      holdsReal(/(?:^|[._-])(?:password|passwd|pwd)$/i),
      holdsUrlCredentials,
      containsText(
        /connectionString="[^"\n]{0,400}\b(?:password|pwd)=(?!\{|\$|#|%|<|\*|your|password|xxx)[^;"\n]{6,200}/i,
      ),
      containsText(/"[^"\n]{0,400}\b(?:password|pwd)=(?!\{|\$|#|%|<|\*|your|password|xxx)[^;"\n]{6,200};/i),
      containsText(
        /name="(?:hibernate\.|javax\.persistence\.|jakarta\.persistence\.)(?:connection\.|jdbc\.)password"[^>\n]{0,20}(?:>|value=")(?!\$|#|root|password)[^"<\n]{6,200}/,
      ),
    ),
    matches: [
      text('Web.config', () => [
        `<add name="Db" connectionString="Server=db;User ID=app;Password=${secret(16)};" />`,
      ]),
      text('db.properties', () => [`db.password=${secret(16)}`]),
    ],
    misses: [
      text('web.config', () => ['<add name="Db" connectionString="Server=.;Integrated Security=true" />']),
      text('db.properties', () => ['db.password=${DB_PASSWORD}']),
    ],
  },
]
