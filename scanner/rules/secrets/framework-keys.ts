import { looksRandom } from '../../engine/randomness.ts'
import { mustLookRandom } from './checks/issued-value.ts'
import { checkSetting } from './checks/setting.ts'
import { samplePassword } from './sample-texts.ts'
import { assigned, join, random, token } from './service-rule.ts'
import { settingRules } from './setting.ts'

const forge = 'forge the sessions, cookies and links that the application signs, and sign in as anybody'
const newKey =
  'Set a new key, which signs everybody out, and read it from the environment or a secret store. Whatever was encrypted with the old one must be encrypted anew.'

/** Text as Django's generator makes it: letters, digits and some marks. */
const printable = (length: number, seed: number): string => {
  const marks = '!@#^*()-_=+'
  return Array.from(random('base62', length, seed), (char, index) =>
    index % 5 === 2 ? marks[(index + seed) % marks.length]! : char,
  ).join('')
}

export const frameworkKeys = settingRules([
  {
    id: 'laravel-app-key',
    title: 'Laravel application key',
    severity: 'critical',
    confidence: 'high',
    allows: 'decrypt what the application encrypts, forge its sessions, and often run code on the server',
    url: 'https://laravel.com/docs/encryption',
    fix: 'Make a new key with `php artisan key:generate`, and keep `.env` out of the repository.',
    randomBits: 128,
    detect: [
      assigned(
        ['app_key', 'appkey', 'app_previous_keys'],
        /base64:(?:[A-Za-z0-9+/]{43,44}=?|[A-Za-z0-9+/]{22}==)/,
      ),
      token('base64:', /base64:[A-Za-z0-9+/]{43}=/, { notBefore: /[A-Za-z0-9_;,-]/ }),
    ],
    check: (secret) => mustLookRandom(secret.slice(7)),
    matches: [
      () => `APP_KEY=${join('base64:', random('base64', 43), '=')}\n`,
      () => `'key' => env('APP_KEY', '${join('base64:', random('base64', 43, 2), '=')}')`,
    ],
    misses: [
      () => 'APP_KEY=base64:',
      () => `src="data:font/woff;base64:${random('base64', 43)}="`,
      () => `APP_KEY=${join('base64:', 'A'.repeat(43), '=')}`,
    ],
  },
  {
    id: 'rails-secret-key-base',
    title: 'Rails secret key base',
    severity: 'critical',
    confidence: 'high',
    allows: `${forge}; with some versions also run code on the server`,
    url: 'https://guides.rubyonrails.org/security.html',
    fix: newKey,
    randomBits: 256,
    detect: [
      assigned(
        ['secret_key_base', 'secretkeybase', 'secret_token'],
        /[0-9a-f]{64,160}/,
        /secretkeybase$|secrettoken$/,
      ),
    ],
    matches: [
      () => `production:\n  secret_key_base: ${random('hex', 128)}\n`,
      () => `SECRET_KEY_BASE=${random('hex', 128, 2)}`,
      () => `config.secret_key_base = '${random('hex', 128, 3)}'`,
    ],
    misses: [
      () => 'secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>',
      () => `secret_key_base_dummy: ${'0'.repeat(128)}`,
    ],
  },
  {
    id: 'rails-master-key',
    title: 'Rails master key',
    severity: 'critical',
    confidence: 'high',
    allows: 'decrypt the credentials file of the application, with everything in it',
    url: 'https://guides.rubyonrails.org/security.html#custom-credentials',
    fix: 'Make new credentials with `bin/rails credentials:edit`, and change every secret that was in the old ones.',
    randomBits: 128,
    detect: [assigned('rails_master_key', /[0-9a-f]{32}/)],
    matches: [
      () => `RAILS_MASTER_KEY=${random('hex', 32)}\n`,
      () => `RAILS_MASTER_KEY: "${random('hex', 32, 2)}"`,
    ],
    misses: [
      () => 'RAILS_MASTER_KEY: ${{ secrets.RAILS_MASTER_KEY }}',
      () => `RAILS_CACHE_KEY=${random('hex', 32)}`,
    ],
  },
  {
    id: 'phoenix-secret-key-base',
    title: 'Phoenix secret key base',
    severity: 'high',
    confidence: 'high',
    allows: forge,
    url: 'https://hexdocs.pm/phoenix/deployment.html',
    fix: newKey,
    randomBits: 384,
    detect: [assigned(['secret_key_base', 'signing_salt'], /[A-Za-z0-9+/]{64}/, /secretkeybase$/)],
    check: mustLookRandom,
    matches: [
      () => `secret_key_base: "${random('base64', 64)}",`,
      () => `SECRET_KEY_BASE=${random('base64', 64, 2)}\n`,
    ],
    misses: [
      () => 'secret_key_base: System.get_env("SECRET_KEY_BASE")',
      () => `signing_salt: "${random('base64', 8)}"`,
    ],
  },
  {
    id: 'django-secret-key',
    title: 'Django secret key',
    severity: 'high',
    confidence: 'high',
    allows: forge,
    url: 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key',
    fix: newKey,
    randomBits: 200,
    detect: [
      token(
        ['SECRET_KEY'],
        /SECRET_KEY["']?\]?\s{0,4}[=:]\s{0,4}r?["'](?<secret>(?:django-insecure-)?[a-z0-9!@#$%^&*(_=+)-]{50})["']/,
        { notBefore: /[a-z]/, notAfter: null },
      ),
      token('django-insecure-', /django-insecure-[a-z0-9!@#$%^&*(_=+)-]{50}/, {
        notBefore: /[a-z0-9]/,
        notAfter: null,
      }),
    ],
    check: (secret) => {
      if (secret.startsWith('django-insecure-'))
        return { severity: 'medium', note: 'made by `startproject` for development' }
      return /[!@#$%^&*(_=+)-]/.test(secret) && /\d/.test(secret)
        ? undefined
        : { drop: 'not a key of Django' }
    },
    matches: [
      () => `SECRET_KEY = '${printable(50, 1).toLowerCase()}'`,
      () => `SECRET_KEY = "${join('django-', 'insecure-', printable(50, 2).toLowerCase())}"`,
    ],
    misses: [
      () => `SECRET_KEY = os.environ['SECRET_KEY']`,
      () => `SECRET_KEY = 'change-me-please'`,
      () => `SECRET_KEY = '${'a'.repeat(50)}'`,
    ],
  },
  {
    id: 'flask-secret-key',
    title: 'Flask secret key',
    severity: 'high',
    confidence: 'medium',
    allows: forge,
    url: 'https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY',
    fix: newKey,
    detect: [
      token(
        ['app.secret_key', 'application.secret_key', 'server.secret_key'],
        /(?:app|application|server)\.secret_key\s{0,4}=\s{0,4}b?["'](?<secret>[^"'\r\n]{6,200})["']/,
        { notAfter: null },
      ),
      token(
        ["config['SECRET_KEY']", 'config["SECRET_KEY"]'],
        /config\[["']SECRET_KEY["']\]\s{0,4}=\s{0,4}b?["'](?<secret>[^"'\r\n]{6,200})["']/,
        { notBefore: null, notAfter: null },
      ),
    ],
    check: (secret) => {
      const verdict = checkSetting(secret)
      return 'drop' in verdict || looksRandom(secret) || /\\x/.test(secret)
        ? verdict
        : { ...verdict, confidence: 'low', note: 'short or guessable' }
    },
    matches: [
      () => `app.config['SECRET_KEY'] = '${random('hex', 32)}'`,
      () => `app.config["SECRET_KEY"] = "${samplePassword(1)}"`,
    ],
    misses: [
      () => `app.config['SECRET_KEY'] = os.environ['SECRET_KEY']`,
      () => `app.config['SECRET_KEY'] = 'secret'`,
      () => `app.config['SECRET_KEY'] = 'your_secret_key'`,
    ],
  },
  {
    id: 'symfony-app-secret',
    title: 'Symfony application secret',
    severity: 'critical',
    confidence: 'medium',
    allows:
      'forge signed addresses and tokens of the application; where fragments are signed, also run code on the server',
    url: 'https://symfony.com/doc/current/reference/configuration/framework.html#secret',
    fix: newKey,
    randomBits: 128,
    detect: [assigned(['app_secret', 'appsecret'], /[0-9a-f]{32}/, /^(?:env)?appsecret$/)],
    matches: [
      () => `APP_ENV=prod\nAPP_SECRET=${random('hex', 32)}\n`,
      () => `APP_SECRET: '${random('hex', 32, 2)}'`,
    ],
    misses: [() => 'APP_SECRET=', () => `FACEBOOK_APP_SECRET_PROOF=${random('hex', 32)}`],
  },
  {
    id: 'wordpress-database-password',
    title: 'WordPress database password',
    allows: 'read and change everything on the site, its accounts included, if they reach the database',
    url: 'https://developer.wordpress.org/advanced-administration/wordpress/wp-config/',
    confidence: 'high',
    detect: [
      token(
        [`'DB_PASSWORD'`, `"DB_PASSWORD"`],
        /["']DB_PASSWORD["']\s{0,12},\s{0,12}["'](?<secret>[^"'\r\n]{1,200})["']\s{0,4}\)/,
        { notBefore: null, notAfter: null },
      ),
    ],
    check: checkSetting,
    matches: [
      () => `define( 'DB_PASSWORD', '${samplePassword(2)}' );`,
      () => `define("DB_PASSWORD", "${samplePassword(3)}");`,
    ],
    misses: [
      () => `define( 'DB_PASSWORD', 'password_here' );`,
      () => `define('DB_PASSWORD', getenv('DB_PASSWORD'));`,
    ],
  },
  {
    id: 'aspnet-machine-key',
    title: 'ASP.NET machine key',
    severity: 'critical',
    confidence: 'high',
    allows:
      'forge the view state and sign-in cookies of the application, and with them run code on the server',
    url: 'https://learn.microsoft.com/en-us/previous-versions/dotnet/netframework-4.0/w8h3skw9(v=vs.100)',
    fix: 'Make a new machine key in IIS Manager, and protect the section or keep it outside the repository.',
    randomBits: 192,
    detect: [
      token(
        ['validationKey="', 'decryptionKey="'],
        /(?:validation|decryption)Key="(?<secret>[0-9A-Fa-f]{32,128})(?:,IsolateApps)?"/,
        { notAfter: null },
      ),
    ],
    matches: [
      () => `<machineKey validationKey="${random('HEX', 128)}" validation="HMACSHA256" />`,
      () => `decryptionKey="${random('HEX', 64)}" decryption="AES"`,
    ],
    misses: [
      () => '<machineKey validationKey="AutoGenerate,IsolateApps" />',
      () => `validationKeyId="${random('HEX', 64)}"`,
    ],
  },
  {
    id: 'drupal-hash-salt',
    title: 'Drupal hash salt',
    severity: 'high',
    allows: 'forge one-time links and form tokens of the site',
    url: 'https://www.drupal.org/docs/administering-a-drupal-site/security-in-drupal',
    randomBits: 200,
    detect: [assigned('hash_salt', /[A-Za-z0-9_-]{40,90}/)],
    check: mustLookRandom,
    matches: [
      () => `$settings['hash_salt'] = '${random('base64url', 74)}';`,
      () => `$drupal_hash_salt = '${random('base64url', 43, 2)}';`,
    ],
    misses: [
      () => `$settings['hash_salt'] = '';`,
      () => `$settings['hash_salt'] = file_get_contents('salt.txt');`,
    ],
  },
  {
    id: 'phpmyadmin-blowfish-secret',
    title: 'phpMyAdmin blowfish secret',
    severity: 'medium',
    allows: 'decrypt the cookies in which phpMyAdmin keeps database passwords',
    url: 'https://docs.phpmyadmin.net/en/latest/config.html#cfg_blowfish_secret',
    detect: [assigned('blowfish_secret', /[\x21-\x7e]{16,64}/)],
    check: mustLookRandom,
    matches: [
      () => `$cfg['blowfish_secret'] = '${random('base62', 32)}';`,
      () => `$cfg['blowfish_secret'] = "${random('base62', 46, 2)}";`,
    ],
    misses: [() => `$cfg['blowfish_secret'] = '';`, () => `$cfg['blowfish_secret'] = 'a8b7c6d';`],
  },
  {
    id: 'yii-cookie-validation-key',
    title: 'Yii cookie validation key',
    severity: 'critical',
    allows: 'forge the cookies of people who are signed in, and with some versions run code on the server',
    url: 'https://www.yiiframework.com/doc/guide/2.0/en/runtime-requests',
    randomBits: 128,
    detect: [assigned('cookievalidationkey', /[A-Za-z0-9_-]{20,64}/)],
    check: mustLookRandom,
    matches: [
      () => `'cookieValidationKey' => '${random('base64url', 32)}',`,
      () => `"cookieValidationKey": "${random('base62', 32, 2)}"`,
    ],
    misses: [() => `'cookieValidationKey' => '',`, () => `'cookieValidationKey' => getenv('COOKIE_KEY'),`],
  },
  {
    id: 'spring-password',
    title: 'Spring password',
    allows: 'sign in to the database, broker or mail server that the application uses',
    url: 'https://docs.spring.io/spring-boot/appendix/application-properties/index.html',
    detect: [
      assigned(
        'spring.',
        /[^\s"'<>]{1,200}/,
        /^spring[a-z0-9]*(?:password|passphrase|secret|keyvalue|token)$/,
      ),
    ],
    check: checkSetting,
    matches: [
      () => `spring.datasource.password=${samplePassword(4)}\n`,
      () => `spring.mail.password: ${samplePassword(5)}\n`,
    ],
    misses: [
      () => 'spring.datasource.password=${DB_PASSWORD}',
      () => 'spring.datasource.password=root',
      () => 'spring.datasource.password=',
    ],
  },
])
