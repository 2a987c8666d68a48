import type { SecretRule } from '../../engine/rule.ts'
import { checkGenericKey, checkGenericPassword } from './checks/generic-value.ts'
import { declared } from './declared.ts'
import { keyName, passwordName, secretName } from './secret-names.ts'
import { join, random, unverified } from './service-rule.ts'

const shared = {
  kind: 'secret',
  confidence: 'medium',
  randomBits: 0,
  generic: true,
  source: unverified('https://cwe.mitre.org/data/definitions/798.html'),
} as const

export const generic: readonly SecretRule[] = [
  {
    ...shared,
    id: 'generic-password',
    title: 'Password in clear text',
    severity: 'high',
    why: 'Whoever reads it can sign in wherever this password is used.',
    fix: 'Change the password where it is used, and read the new one from the environment or a secret store.',
    detect: [
      {
        how: 'assigned',
        names: ['pass', 'pwd', '_pw', 'dbpw', 'adminpw', 'rootpw', 'userpw'],
        value: /[\x20-\x7e\x80-\xff]{4,200}/,
        words: passwordName,
      },
      ...declared(['password', 'passphrase', 'db_pass'], passwordName),
    ],
    check: checkGenericPassword,
    matches: [
      () => `db_password = "${join('vK7', random('base62', 9), '!')}"`,
      () => `shop.database.password: ${join('q9', random('base62', 12))}\n`,
      () => `<password>${join('R2', random('base62', 11))}</password>`,
      () => `- name: DB_PASSWORD\n  value: ${join('t8', random('base62', 11))}\n`,
      () => `builder.setPassword("${join('m3', random('base62', 11))}")`,
      () => `export PGPASSWORD='${join('w4', random('base62', 11), '#')}'`,
    ],
    misses: [
      () => `password = "password"`,
      () => 'password: ${DB_PASSWORD}',
      () => `const passwordLabel = "Enter your password"`,
      () => 'password = getPassword()',
      () => `errors.password = 'auth/wrong-password'`,
      () => 'compass = "a9b8c7d6e5f4"',
      () => `hash(password) => "${random('base62', 11)}"`,
      () => `getPassword("${random('base62', 11)}")`,
      () => "const starts = [`password '`,`password='`,`password=n'`]",
    ],
  },
  {
    ...shared,
    id: 'generic-secret',
    title: 'Secret, token or API key',
    severity: 'high',
    why: 'Whoever reads it can use the service it belongs to in the name of its owner.',
    fix: 'Find out which service it belongs to, revoke it there, and read a new one from the environment or a secret store.',
    detect: [
      {
        how: 'assigned',
        names: ['secret', 'token', 'apikey', 'api_key', 'api-key', 'api.key', 'api key', 'cred', 'auth'],
        value: /[\x21-\x7e]{8,512}/,
        words: secretName,
      },
      ...declared(['secret', 'api_key', 'api_token', 'auth_token', 'access_token'], secretName),
    ],
    check: checkGenericKey,
    matches: [
      () => `api_key = "${random('base62', 32)}"`,
      () => `{"clientSecret": "${random('base64url', 40)}"}`,
      () => `AUTH_TOKEN=${random('hex', 40)}\n`,
      () => `.setSecret("${random('base62', 24)}")`.replace('.setSecret(', 'config.put("app.secret", '),
    ],
    misses: [
      () => `token_type = "${random('base62', 32)}"`,
      () => `csrf_token = "${random('base62', 32)}"`,
      () => 'PublicKeyToken=' + random('hex', 16),
      () => `nextPageToken: "${random('base62', 32)}"`,
      () => 'api_key = "your-api-key-here-1234"',
      () => 'token = tokenizer.next_token_2()',
    ],
  },
  {
    ...shared,
    id: 'generic-key',
    title: 'Cryptographic or access key',
    severity: 'high',
    why: 'Whoever reads it can decrypt, sign or sign in with what it protects.',
    fix: 'Replace the key where it is used, and read the new one from the environment or a secret store.',
    detect: [
      { how: 'assigned', names: ['key'], value: /[\x21-\x7e]{16,512}/, words: keyName },
      ...declared(['secret_key', 'signing_key', 'encryption_key', 'private_key'], keyName),
    ],
    check: checkGenericKey,
    matches: [
      () => `encryption_key: "${random('base62', 32)}"`,
      () => `SIGNING_KEY=${random('base64', 43)}=\n`,
      () => `var masterKey = '${random('hex', 64)}'`,
    ],
    misses: [
      () => `cache_key = "${random('base62', 32)}"`,
      () => `public_key = "${random('base62', 44)}"`,
      () => 'access_key_id = "key-name-of-the-user"',
      () => `primary_key = "${random('hex', 32)}"`,
    ],
  },
]
