import { expect, test } from 'vitest'
import { judge } from '../../../../scanner/engine/judge.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { join, random } from '../../../../scanner/engine/sample.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'

const rules = compileRules(secretRules)
/** What is found at a path, surely enough for a policy to deny because of it. */
const surely = (text: string, path: string): readonly string[] =>
  matchBytes(rules, Buffer.from(text)).flatMap((match) => {
    const judgement = judge(match, path)
    return judgement && judgement.confidence !== 'low' ? [match.rule.id] : []
  })

const hash = (length: number): string => random('hex', length)

test.each([
  ['a list of rules for passwords', 'rule,password\nmin,8-characters\nage,90days\n', 'rules.csv'],
  ['a list of messages', 'name,password,message\nE100,PASSWORD_TOO_SHORT_8,too short\n', 'codes.csv'],
  ['translations', 'name,en,de,password\nx,Password2,Passwort2,Passwort2\n', 'texts.csv'],
  ['selectors of a page', 'name,password\nlogin,input#password2\n', 'selectors.csv'],
  ['MD5 hashes', `user,password\napp,${hash(32)}\n`, 'users.csv'],
  [
    'hashes with their method',
    `user,password\napp,md5:${hash(32)}\nme,${join('scrypt:32768:8:1', '$abcd$', hash(64))}\n`,
    'users.csv',
  ],
  ['a hash of bcrypt', `'password' => '${join('$2y$10$', random('base62', 53))}',`, 'Factory.php'],
  ['the salt of argon2', "argon2d('password', 'salt1234', { t: 1 });", 'src/kdf.ts'],
  ['the salt of scrypt', "scrypt('password','NaCl1234',{N:2});", 'src/kdf.ts'],
  ['what FTP servers ask of anybody', "$pass = '-anonymous@';", 'Net/FTP.pm'],
  ['a default of the same', "const password = options.password || 'anonymous@'", 'src/ftp.ts'],
  [
    'a token against forgery',
    `<input name="authenticity_token" value="${random('base62', 24)}">`,
    'saved.html',
  ],
  [
    'a reference to a key vault',
    'password: "@Microsoft.KeyVault(SecretUri=https://x.vault.azure.net/secrets/y1)"',
    'app.yml',
  ],
  [
    'a sample that says so',
    "const password = x || 'complex_password_at_least_32_characters_long'",
    'src/session.ts',
  ],
  ['the fingerprint of a public key', `ENV RPM_SIGNING_KEY ${random('HEX', 40)}\n`, 'Dockerfile'],
])('%s is no password', (_, text, path) => {
  expect(surely(text, path)).toEqual([])
})

test('a table that says whose its passwords are is one of passwords', () => {
  expect(surely(`user,password\napp,${join('vK7', random('base62', 9), '!')}\n`, 'users.csv')).toEqual([
    'password-table',
  ])
})
