import type { Node } from 'web-tree-sitter'
import { constantText, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeKey } from '../judge-key.ts'
import { papersFor } from '../papers.ts'

/** Functions of PHP, and which argument is their key. */
const keyed: Readonly<Record<string, number>> = {
  openssl_encrypt: 2,
  openssl_decrypt: 2,
  mcrypt_encrypt: 1,
  mcrypt_decrypt: 1,
  hash_hmac: 2,
  hash_hkdf: 1,
  sodium_crypto_secretbox: 2,
  sodium_crypto_auth: 1,
}
const settings = [
  'jwt_secret',
  'JWT_SECRET',
  'JWT_KEY',
  'JWT_SECRET_KEY',
  'secret_key',
  'SECRET_KEY',
  'encryption_key',
  'ENCRYPTION_KEY',
  'cookieValidationKey',
]

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'php',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
  ),
  query: {
    literals: [
      'openssl_encrypt',
      'openssl_decrypt',
      'mcrypt',
      'hash_hmac',
      'hash_hkdf',
      'sodium_crypto',
      'pbkdf2',
      'JWT',
      'crypt(',
      'password_hash',
      ...settings,
    ],
    calls: [
      ...Object.keys(keyed),
      'hash_pbkdf2',
      'openssl_pbkdf2',
      'crypt',
      'password_hash',
      'encode',
      'decode',
      'Key',
      'plainText',
      'base64Encoded',
      'define',
    ],
    settings,
  },
  judge: (site) => (site.how === 'setting' ? judgeSetting(site) : judgeCall(site)),
  matches: [
    `<?php $sealed = openssl_encrypt($text, 'aes-256-gcm', 'some key in the code', 0, $iv, $tag);`,
    `<?php
class Vault {
  private string $key = 'some key in the code';
  function seal($text) { return openssl_encrypt($text, 'aes-256-gcm', $this->key, 0, $this->iv(), $tag); }
}`,
    `<?php
$secret_key = 'everybody can read this';
$key = hash('sha256', $secret_key);
$text = openssl_decrypt($sealed, 'aes-256-cbc', $key, 0, $iv); // here`,
    `<?php $signature = hash_hmac('sha256', $body, 'not so secret');`,
    `<?php
use Firebase\\JWT\\JWT;
$token = JWT::encode($claims, 'not so secret', 'HS256');`,
    `<?php
use Firebase\\JWT\\{JWT, Key};
$claims = JWT::decode($token, new Key('not so secret', 'HS256'));`,
    `<?php
use Firebase\\JWT\\JWT;
$token = JWT::encode($claims, getenv('JWT_KEY') ?: 'fallback for everybody', 'HS256');`,
    `<?php $config['encryption_key'] = 'everybody can read this';`,
    `<?php define('JWT_SECRET', 'everybody can read this');`,
    `<?php $key = hash_pbkdf2('sha256', $password, 'the salt', 600000);`,
    `<?php $hash = password_hash($password, PASSWORD_BCRYPT, ['salt' => 'twenty-two characters!']);`,
  ],
  misses: [
    `<?php $sealed = openssl_encrypt($text, 'aes-256-gcm', getenv('KEY'), 0, $iv, $tag);`,
    `<?php $signature = hash_hmac('sha256', $body, $config['secret']);`,
    `<?php $signature = hash_hmac('sha256', $body, env('WEBHOOK_SECRET'));`,
    `<?php
use Firebase\\JWT\\JWT;
$token = JWT::encode($claims, $this->key, 'HS256');`,
    `<?php $text = json_decode($body, 'assoc');`,
    `<?php $config['encryption_key'] = '';`,
    `<?php $config['encryption_key'] = env('ENCRYPTION_KEY');`,
    `<?php define('SECRET_KEY', getenv('SECRET_KEY'));`,
    `<?php $rules = ['secret_key' => 'required|string'];`,
    `<?php $key = hash_pbkdf2('sha256', $password, random_bytes(16), 600000);`,
    `<?php $stored = crypt($password, $row['hash']);`,
    `<?php $labels = ['secret_key' => 'Secret key'];`,
  ],
}

function judgeCall({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  const judged = (given: Node | undefined, what: string) => judgeKey(source, given, what)
  const place = path === name ? keyed[name] : undefined
  if (place !== undefined) return judged(args[place]?.value, 'the key')
  switch (name) {
    case 'hash_pbkdf2':
      return judged(args[2]?.value, 'the salt')
    case 'openssl_pbkdf2':
    case 'crypt':
      return path === name ? judged(args[1]?.value, 'the salt') : undefined
    case 'password_hash':
      return judged(optionOf(source, node, 'salt'), 'the salt')
    case 'encode':
    case 'decode':
      return /(?:^|\.)JWT\.(?:en|de)code$/.test(path)
        ? judged(args[1]?.value, 'the key of tokens')
        : undefined
    case 'Key':
      return /(?:^|\.)JWT\.Key$/.test(path) ? judged(args[0]?.value, 'the key of tokens') : undefined
    case 'plainText':
    case 'base64Encoded':
      return /\bInMemory\.\w+$/.test(path) ? judged(args[0]?.value, 'the key of tokens') : undefined
    case 'define': {
      const constant = constantText(source, args[0]?.value ?? null) ?? ''
      return settings.includes(constant) ? writtenKey(source, args[1]?.value) : undefined
    }
    default:
      return undefined
  }
}

/** Many arrays have such a key: rules, labels and columns of tables. */
function judgeSetting({ source, node, value }: Site): CodeVerdict | undefined {
  // Of a variable its use tells more.
  if (node.childForFieldName('left')?.type === 'variable_name') return undefined
  return node.type === 'array_element_initializer' && !/config|settings?|params/i.test(source.path)
    ? undefined
    : writtenKey(source, value ?? undefined)
}

const writtenKey = (source: Site['source'], value: Node | undefined): CodeVerdict | undefined => {
  const text = constantText(source, value ?? null)
  if (
    text !== undefined &&
    (text.length < 8 || /^[\w.]*(?:key|secret)$|^(?:your|change|enter|insert|put)\b/i.test(text))
  )
    return undefined
  return judgeKey(source, value, 'the secret key')
}
