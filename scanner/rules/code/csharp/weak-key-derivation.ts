import type { Node } from 'web-tree-sitter'
import { constantNumber } from '../../../syntax/values.ts'
import { enclosing, pathOf, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeArgon2 } from '../judge-argon2.ts'
import { judgeBcrypt } from '../judge-cost.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { judgePasswordHash } from '../judge-password-hash.ts'
import { papersFor } from '../papers.ts'

/** What `Rfc2898DeriveBytes` does where nobody says how often. */
const defaultIterations = 1000
/** What ASP.NET Identity did in its second version, and does where it is asked for passwords of that version. */
const iterationsOfIdentity2 = 1000

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'csharp',
    'weak-key-derivation',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5387',
    'read',
  ),
  query: {
    literals: [
      'Rfc2898DeriveBytes',
      'PasswordDeriveBytes',
      'Pbkdf2',
      'IterationCount',
      'PasswordHasherCompatibilityMode',
      'BCrypt',
      'Argon2',
      'SHA256',
      'SHA384',
      'SHA512',
    ],
    calls: [
      'Rfc2898DeriveBytes',
      'PasswordDeriveBytes',
      'Pbkdf2',
      'HashPassword',
      'EnhancedHashPassword',
      'GenerateSalt',
      'Create',
      'HashData',
      'SHA256Managed',
      'SHA384Managed',
      'SHA512Managed',
      'SHA256CryptoServiceProvider',
      'SHA512CryptoServiceProvider',
      'SHA256Cng',
      'SHA512Cng',
      'HMACSHA256',
      'HMACSHA512',
    ],
    settings: ['IterationCount', 'MemorySize', 'CompatibilityMode'],
  },
  judge: (site) => (site.how === 'setting' ? judgeSetting(site) : judgeCall(site)),
  matches: [
    `class A { void F(string password, byte[] salt) { var d = new Rfc2898DeriveBytes(password, salt); } }`,
    `class A { void F(string password, byte[] salt) { var d = new Rfc2898DeriveBytes(password, salt, 1000); } }`,
    `class A { byte[] F(string password, byte[] salt) { return Rfc2898DeriveBytes.Pbkdf2(password, salt, 5000, HashAlgorithmName.SHA256, 32); } }`,
    `class A { byte[] F(string password, byte[] salt) { return KeyDerivation.Pbkdf2(password: password, salt: salt, prf: KeyDerivationPrf.HMACSHA256, iterationCount: 1000, numBytesRequested: 32); } }`,
    `class A { void F(string password, byte[] salt) { var d = new PasswordDeriveBytes(password, salt); } }`,
    `class A { string F(string password) { return BCrypt.Net.BCrypt.HashPassword(password, workFactor: 4); } }`,
    `class A { void F(IServiceCollection s) { s.Configure<PasswordHasherOptions>(o => o.IterationCount = 1000); } }`,
    `class A { void F(IServiceCollection s) { s.Configure<PasswordHasherOptions>(o => o.CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2); } }`,
    `class A { byte[] Hash(string password) { using var sha = SHA256.Create(); return sha.ComputeHash(Encoding.UTF8.GetBytes(password)); } }`,
    `class A { void Register(string password, out byte[] passwordHash, out byte[] passwordSalt) { using var hmac = new HMACSHA512(); passwordSalt = hmac.Key; passwordHash = hmac.ComputeHash(Encoding.UTF8.GetBytes(password)); } }`,
  ],
  misses: [
    `class A { void F(string password, byte[] salt) { var d = new Rfc2898DeriveBytes(password, salt, 600_000, HashAlgorithmName.SHA256); } }`,
    `class A { void F(string password, byte[] salt) { var d = new Rfc2898DeriveBytes(password, salt); d.IterationCount = 600000; } }`,
    `class A { string F(string password) { return BCrypt.Net.BCrypt.HashPassword(password); } }`,
    `class A { byte[] Digest(byte[] content) { return SHA256.HashData(content); } }`,
    `class A { byte[] Sign(byte[] key, byte[] body) { using var hmac = new HMACSHA256(key); return hmac.ComputeHash(body); } }`,
    `class A { void F(Report report) { report.IterationCount = 3; } }`,
    `class A { byte[] F(string password) { return Argon2.Hash(SHA256.HashData(Encoding.UTF8.GetBytes(password))); } }`,
  ],
}

function judgeSetting({ source, node, name, value }: Site): CodeVerdict | undefined {
  if (name === 'CompatibilityMode')
    return value !== null && /\bPasswordHasherCompatibilityMode\.IdentityV2$/.test(pathOf(source, value))
      ? judgeIterations(source, node, iterationsOfIdentity2)
      : undefined
  const number = constantNumber(source, value)
  if (name === 'MemorySize')
    return /\bArgon2(?:id|i|d)\b/.test(source.text)
      ? judgeArgon2({ memory: number, passes: undefined, variant: undefined })
      : undefined
  return /\b(?:PasswordHasherOptions|Pbkdf2\w*|Rfc2898DeriveBytes)\b/.test(source.text)
    ? judgeIterations(source, node, number)
    : undefined
}

function judgeCall(site: Site): CodeVerdict | undefined {
  const { source, node, name, path, args } = site
  const at = (index: number, ...own: readonly string[]): Node | null =>
    (
      args.find((one) => one.name !== undefined && own.includes(one.name)) ??
      args.filter((one) => one.name === undefined)[index]
    )?.value ?? null
  switch (name) {
    case 'PasswordDeriveBytes':
      return {
        confidence: 'high',
        note: 'it is PBKDF1, which is outdated, and runs 100 times where nothing is said',
      }
    case 'Rfc2898DeriveBytes':
      return args.length === 2
        ? isCountSet(site)
          ? undefined
          : judgeIterations(source, node, defaultIterations)
        : judgeIterations(source, node, constantNumber(source, at(2, 'iterations')))
    case 'Pbkdf2':
      if (/\bKeyDerivation\.Pbkdf2$/.test(path))
        return judgeIterations(source, node, constantNumber(source, at(3, 'iterationCount')))
      return /\bRfc2898DeriveBytes\.Pbkdf2$/.test(path)
        ? judgeIterations(source, node, constantNumber(source, at(2, 'iterations')))
        : undefined
    case 'HashPassword':
    case 'EnhancedHashPassword':
    case 'GenerateSalt': {
      if (!/\bBCrypt\./.test(path)) return undefined
      return judgeBcrypt(source, at(name === 'GenerateSalt' ? 0 : 1, 'workFactor', 'workfactor'))
    }
    default: {
      const hash = fastHash(site)
      return hash === undefined ? undefined : judgePasswordHash(site, hash)
    }
  }
}

/** Said afterwards, and judged there. */
const isCountSet = ({ source, node }: Site): boolean =>
  /\bIterationCount\s*=/.test(textOf(source, enclosing(node, source.dialect.functions) ?? node))

function fastHash({ source, name, path, args }: Site): string | undefined {
  if (name === 'Create' || name === 'HashData')
    return /(?:^|\.)(?<type>SHA(?:256|384|512))\.\w+$/.exec(path)?.groups?.['type']
  // Its key is made up or is the salt: a keyed hash with a key that nobody keeps apart is no more than a hash.
  if (name.startsWith('HMAC'))
    return args.length === 0 || /salt/i.test(textOf(source, args[0]!.value)) ? name : undefined
  return /^SHA\d+/.exec(name)?.[0]
}
