import type { Node } from 'web-tree-sitter'
import { pathOf, type Source } from '../../../syntax/source.ts'
import { constantNumber, constantTexts, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeArgon2 } from '../judge-argon2.ts'
import { judgeBcrypt, judgeCost, leastBcryptCost } from '../judge-cost.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { fastHash, judgePasswordHash } from '../judge-password-hash.ts'
import { papersFor } from '../papers.ts'

/** Of SHA-crypt; where nothing is said it is 5000, by its specification. */
const leastShaCryptRounds = 100_000

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'php',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'read',
  ),
  query: {
    literals: [
      'password_hash',
      'pbkdf2',
      'hash(',
      'crypt(',
      'openssl_digest',
      'Hash::make',
      'bcrypt',
      'hash_init',
    ],
    calls: [
      'password_hash',
      'password_needs_rehash',
      'hash_pbkdf2',
      'openssl_pbkdf2',
      'crypt',
      'hash',
      'hash_init',
      'openssl_digest',
      'make',
      'bcrypt',
    ],
  },
  judge: (site) => {
    const { source, node, name, path, args } = site
    if (name === 'make' || name === 'bcrypt')
      return /(?:^|\.)Hash\.make$|^bcrypt$/.test(path)
        ? judgeBcrypt(source, optionOf(source, node, 'rounds'))
        : undefined
    if (path !== name) return undefined
    switch (name) {
      case 'password_hash':
      case 'password_needs_rehash':
        return judgePassword(site)
      case 'hash_pbkdf2':
      case 'openssl_pbkdf2':
        return judgeIterations(
          source,
          node,
          constantNumber(source, optionOf(source, node, 'iterations') ?? args[3]?.value ?? null),
        )
      case 'crypt':
        return judgeCrypt(source, args[1]?.value)
      default: {
        const given = name === 'openssl_digest' ? args[1] : args[0]
        const hash = constantTexts(source, given?.value ?? null).find((one) => fastHash.test(one))
        return hash === undefined ? undefined : judgePasswordHash(site, hash.toUpperCase())
      }
    }
  },
  matches: [
    `<?php $hash = password_hash($password, PASSWORD_BCRYPT, ['cost' => 4]);`,
    `<?php
$options = array('cost' => 8);
$hash = password_hash($password, PASSWORD_DEFAULT, $options);`,
    `<?php $hash = password_hash($password, PASSWORD_ARGON2ID, ['memory_cost' => 1024, 'time_cost' => 2]);`,
    `<?php $key = hash_pbkdf2('sha256', $password, $salt, 1000, 32);`,
    `<?php
class Hasher {
  const ROUNDS = 2000;
  function hash($password, $salt) { return hash_pbkdf2('sha1', $password, $salt, self::ROUNDS); }
}`,
    `<?php $key = openssl_pbkdf2($password, $salt, 32, 1000, 'sha256');`,
    `<?php $user->password = hash('sha256', $_POST['password']);`,
    `<?php
function check($user, $password) {
  return $user['hash'] === hash('sha512', $user['salt'] . $password);
}`,
    `<?php $hash = crypt($password, '$2y$05$' . $salt);`,
    `<?php $user->password = Hash::make($password, ['rounds' => 4]);`,
  ],
  misses: [
    `<?php $hash = password_hash($password, PASSWORD_DEFAULT);`,
    `<?php $hash = password_hash($password, PASSWORD_BCRYPT, ['cost' => 12]);`,
    `<?php $hash = password_hash($password, PASSWORD_ARGON2ID);`,
    `<?php $key = hash_pbkdf2('sha256', $password, $salt, 600000);`,
    `<?php $key = hash('sha256', $token);`,
    `<?php $hash = password_hash(base64_encode(hash('sha384', $password, true)), PASSWORD_BCRYPT);`,
    `<?php $view = View::make('users', ['rounds' => 4]);`,
    `<?php $checksum = hash('sha256', $content);`,
    `<?php
// SCRAM-SHA-256
$salted = hash_pbkdf2('sha256', $password, $salt, 4096, 0, true);`,
  ],
}

function judgePassword({ source, node, args }: Site): CodeVerdict | undefined {
  const option = (name: string): Node | undefined => optionOf(source, node, name)
  const variant = pathOf(source, args[1]?.value ?? null)
  if (!/ARGON2/.test(variant)) return judgeBcrypt(source, option('cost'))
  return judgeArgon2({
    memory: constantNumber(source, option('memory_cost') ?? null),
    passes: constantNumber(source, option('time_cost') ?? null) ?? 4,
    variant: undefined,
  })
}

/** What the beginning of the salt asks for. */
function judgeCrypt(source: Source, given: Node | undefined): CodeVerdict | undefined {
  let first = given
  while (first?.type === 'binary_expression') first = first.childForFieldName('left') ?? undefined
  const text = constantTexts(source, first ?? null)[0] ?? ''
  const cost = /^\$2[abxy]\$(?<cost>\d{2})\$/.exec(text)?.groups?.['cost']
  if (cost !== undefined) return judgeCost(Number(cost), leastBcryptCost)
  if (!/^\$[56]\$/.test(text)) return undefined
  const rounds = Number(/^\$[56]\$rounds=(?<rounds>\d+)/.exec(text)?.groups?.['rounds'] ?? 5000)
  return rounds < leastShaCryptRounds
    ? {
        severity: 'low',
        confidence: 'low',
        note: `SHA-crypt runs ${rounds} times, which graphics cards do quickly`,
      }
    : undefined
}
