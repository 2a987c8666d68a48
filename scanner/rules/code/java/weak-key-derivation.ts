import { constantNumber, constantTexts } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { judgeArgon2 } from '../judge-argon2.ts'
import { judgeBcrypt, judgeScrypt } from '../judge-cost.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { fastHash, judgePasswordHash } from '../judge-password-hash.ts'
import { papersFor } from '../papers.ts'

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'java',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'read',
  ),
  query: {
    literals: [
      'PBEKeySpec',
      'PBEParameterSpec',
      'BCrypt',
      'Argon2',
      'SCrypt',
      'MessageDigest',
      'DigestUtils',
      'Hashing',
      'StandardPasswordEncoder',
      'Pbkdf2PasswordEncoder',
    ],
    calls: [
      'PBEKeySpec',
      'PBEParameterSpec',
      'BCryptPasswordEncoder',
      'StandardPasswordEncoder',
      'Pbkdf2PasswordEncoder',
      'Argon2PasswordEncoder',
      'gensalt',
      'SCryptPasswordEncoder',
      'generate',
      'getInstance',
      'MessageDigestPasswordEncoder',
      'sha256Hex',
      'sha512Hex',
      'sha384Hex',
      'sha256',
      'sha512',
    ],
  },
  judge: (site) => {
    const { source, node, name, path, args } = site
    const number = (index: number): number | undefined => constantNumber(source, args[index]?.value ?? null)
    if (name === 'PBEKeySpec') return judgeIterations(source, node, number(2))
    if (name === 'PBEParameterSpec') return judgeIterations(source, node, number(1))
    if (name === 'StandardPasswordEncoder')
      return { confidence: 'high', note: 'passwords are kept with SHA-256, which is fast' }
    // Secret, length of the salt, iterations.
    if (name === 'Pbkdf2PasswordEncoder') return judgeIterations(source, node, number(2))
    if (name === 'Argon2PasswordEncoder')
      return judgeArgon2({ memory: number(3), passes: number(4), variant: undefined })
    // Spring: N, r, p; Bouncy Castle: password, salt, N, r, p.
    if (name === 'SCryptPasswordEncoder')
      return judgeScrypt({ cost: number(0), blockSize: number(1), parallelization: number(2) })
    if (/\bSCrypt\.generate$/.test(path))
      return judgeScrypt({ cost: number(2), blockSize: number(3), parallelization: number(4) })
    const hash = fastHashOf(site)
    if (hash !== undefined)
      return name === 'MessageDigestPasswordEncoder'
        ? { confidence: 'high', note: `passwords are kept with ${hash}, which is fast` }
        : judgePasswordHash(site, hash)
    if (!/^(?:gensalt|BCryptPasswordEncoder)$/.test(name)) return undefined
    return name === 'gensalt' && !/BCrypt/.test(path) ? undefined : judgeBcrypt(source, args[0]?.value)
  },
  matches: [
    `class A { PasswordEncoder f() { return new SCryptPasswordEncoder(16384, 8, 1, 32, 64); } }`,
    `class A { byte[] f(byte[] password, byte[] salt) { return SCrypt.generate(password, salt, 1 << 12, 8, 1, 32); } }`,
    `class A { void f(char[] password, byte[] salt) { new PBEKeySpec(password, salt, 1000, 256); } }`,
    `class A { PasswordEncoder f() { return new BCryptPasswordEncoder(4); } }`,
    `class A { String f(String password) { return BCrypt.hashpw(password, BCrypt.gensalt(5)); } }`,
    `class A { byte[] hash(String password) throws Exception { return MessageDigest.getInstance("SHA-256").digest(password.getBytes()); } }`,
    `class A {
  String digest(String text) { return DigestUtils.sha256Hex(text); }
  void store(User user, String password) { user.setPassword(digest(password)); }
}`,
    `class A { byte[] hash(String password, byte[] salt) throws Exception {
  MessageDigest md = MessageDigest.getInstance("SHA-512");
  md.update(salt);
  return md.digest(password.getBytes());
} }`,
    `class A { PasswordEncoder f() { return new Argon2PasswordEncoder(16, 32, 1, 1024, 2); } }`,
    `class A { PasswordEncoder f() { return new StandardPasswordEncoder(); } }`,
  ],
  misses: [
    `class A { PasswordEncoder f() { return new SCryptPasswordEncoder(65536, 8, 2, 32, 16); } }`,
    `class A { void f(char[] password, byte[] salt) { new PBEKeySpec(password, salt, 600_000, 256); } }`,
    `class A { PasswordEncoder f() { return new BCryptPasswordEncoder(); } }`,
    `class A { PasswordEncoder f() { return new Argon2PasswordEncoder(16, 32, 1, 65536, 3); } }`,
    `class A { byte[] digest(byte[] content) throws Exception { return MessageDigest.getInstance("SHA-256").digest(content); } }`,
    `class A { String digest(String token) { return DigestUtils.sha256Hex(token); } }`,
    `class A { Calendar f() { return Calendar.getInstance("SHA-256"); } }`,
  ],
}

function fastHashOf({ source, name, path, args }: Site): string | undefined {
  if (name.startsWith('sha'))
    return /\b(?:DigestUtils?|Hashing|SecureUtil)\.\w+$/.test(path) ? name.toUpperCase() : undefined
  const isDigest = /\bMessageDigest\.getInstance$/.test(path) || name === 'MessageDigestPasswordEncoder'
  return isDigest
    ? constantTexts(source, args[0]?.value ?? null).find((one) => fastHash.test(one))
    : undefined
}
