import type { Node } from 'web-tree-sitter'
import { followName } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'csharp',
    'hardcoded-secret',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5390',
  ),
  query: {
    literals: [
      'SymmetricSecurityKey',
      'CreateEncryptor',
      'HMAC',
      'AesGcm',
      'AesCcm',
      'ChaCha20Poly1305',
      'KeyParameter',
      'Rfc2898DeriveBytes',
      'PasswordDeriveBytes',
      'Pbkdf2',
      '.Key =',
      'Key =',
      'WithSecret',
      'JwsAlgorithm',
      'IssuerSigningKey',
    ],
    calls: [
      'SymmetricSecurityKey',
      'CreateEncryptor',
      'CreateDecryptor',
      'HMACSHA1',
      'HMACSHA256',
      'HMACSHA384',
      'HMACSHA512',
      'HMACMD5',
      'HashData',
      'AesGcm',
      'AesCcm',
      'ChaCha20Poly1305',
      'KeyParameter',
      'Rfc2898DeriveBytes',
      'PasswordDeriveBytes',
      'Pbkdf2',
      'WithSecret',
      'Encode',
    ],
    settings: ['Key'],
  },
  judge: (site) => {
    for (const { node, what } of secretsOf(site))
      if (fixedBytes(site.source, node) !== undefined)
        return {
          note: `${what} is a text in the code`,
          ...(what === 'the salt' && { severity: 'medium' as const }),
        }
    return undefined
  },
  matches: [
    `class A { void F() { var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("not so secret at all")); } }`,
    `class A { private const string Secret = "not so secret"; void F() { var key = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(Secret)); } }`,
    `class A { void F() { using var aes = Aes.Create(); aes.Key = Encoding.UTF8.GetBytes("sixteen byte key"); } }`,
    `class A { void F(string password) { var d = new Rfc2898DeriveBytes(password, Encoding.ASCII.GetBytes("the salt"), 600000); } }`,
    `class A { void F(string password) { var d = new Rfc2898DeriveBytes(password, new byte[] { 0x49, 0x76, 0x61, 0x6e }, 600000); } }`,
    `class A { byte[] F(byte[] body) { using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes("not so secret")); return hmac.ComputeHash(body); } }`,
    `class A { string F(object claims) { return JWT.Encode(claims, Encoding.UTF8.GetBytes("not so secret"), JwsAlgorithm.HS256); } }`,
  ],
  misses: [
    `class A { void F(IConfiguration c) { var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(c["Jwt:Key"])); } }`,
    `class A { void F(byte[] key) { using var aes = Aes.Create(); aes.Key = key; } }`,
    `class A { void F() { dialog.Key = "sixteen byte key"; } }`,
    `class A { void F(string password, byte[] salt) { var d = new Rfc2898DeriveBytes(password, salt, 600000); } }`,
    `class A { void F(string password) { byte[] salt = new byte[16]; RandomNumberGenerator.Fill(salt); var d = new Rfc2898DeriveBytes(password, salt, 600000); } }`,
    `class A { byte[] F(byte[] body) { using var hmac = new HMACSHA256(); return hmac.ComputeHash(body); } }`,
    `class A { byte[] F(byte[] body) { return SHA256.HashData(Encoding.UTF8.GetBytes("fixed")); } }`,
  ],
}

interface Given {
  readonly node: Node | null
  readonly what: string
}

const symmetric =
  /\b(?:Aes\w*|Rijndael\w*|DES\w*|TripleDES\w*|RC2\w*|SymmetricAlgorithm|HMAC\w+|KeyedHashAlgorithm)\b/

function secretsOf({ source, how, name, path, args, value }: Site): readonly Given[] {
  if (how === 'setting')
    // Only bytes are a cipher's key; many other things have a `Key`.
    return value !== null && symmetric.test(source.text) && isBytes(source, value)
      ? [{ node: value, what: 'the key' }]
      : []
  const at = (index: number, own: string): Node | null =>
    (args.find((one) => one.name === own) ?? args.filter((one) => one.name === undefined)[index])?.value ??
    null
  switch (name) {
    case 'Rfc2898DeriveBytes':
    case 'PasswordDeriveBytes':
    case 'Pbkdf2':
      return [
        { node: at(0, 'password'), what: 'the password' },
        // A number there says how long a random one is.
        { node: at(1, 'salt'), what: 'the salt' },
      ]
    case 'SymmetricSecurityKey':
    case 'WithSecret':
      return [{ node: at(0, 'key'), what: 'the key of tokens' }]
    case 'Encode':
      return /\bJWT\.Encode$/.test(path) ? [{ node: at(1, 'key'), what: 'the key of tokens' }] : []
    case 'HashData':
      return /\bHMAC\w+\.HashData$/.test(path) ? [{ node: at(0, 'key'), what: 'the key' }] : []
    default:
      return [{ node: at(0, 'key'), what: 'the key' }]
  }
}

const isBytes = (source: Site['source'], value: Node): boolean => {
  const followed = followName(source, value)
  return !source.dialect.strings.has(followed.type) && !source.dialect.numbers.has(followed.type)
}
